import type { ClassConfig, CounterConfig, Department, HomeTile, Language, LifeMatter, MissedRule, RatingForm, ServiceConfig, Text, Zone } from '../server/domain/hall-config.ts';

export type { HomeTile, RatingForm } from '../server/domain/hall-config.ts';

/** One service as a kiosk or phone gets it: what the hall file says, and what helps to find it. */
export interface CatalogueService extends ServiceConfig {
  readonly departmentName: Text;
  /** Lower-case keys a visitor can type: pinyin initials ("shbx"), whole pinyin, other words. */
  readonly searchKeys: readonly string[];
  /** Counters that may serve it. */
  readonly counters: readonly string[];
}

/** What one service says, without what helps to find it: what `GET /api/halls/{hall}/services/{service}` answers. */
export type ServiceText = ServiceConfig & { readonly departmentName: Text };
export interface ServiceAnswer { readonly hallName: Text; readonly service: ServiceText; readonly counters: readonly Text[] }

/** What `GET /api/halls/{hall}/catalogue` answers: everything about the hall that does not change with the hour. */
export interface CatalogueAnswer {
  readonly hall: { readonly id: string; readonly name: Text; readonly timeZone: string; readonly languages: readonly Language[] };
  readonly departments: readonly Department[];
  readonly services: readonly CatalogueService[];
  readonly counters: readonly Pick<CounterConfig, 'id' | 'label' | 'zone'>[];
  readonly classes: readonly Pick<ClassConfig, 'id' | 'name' | 'kind' | 'proof'>[];
  readonly zones: readonly Zone[];
  readonly matters: readonly LifeMatter[];
  /** A tile that names a queue carries its name. */
  readonly home: readonly HomeTile[];
  readonly needs: readonly { readonly id: string; readonly name: Text; readonly help: Text }[];
  readonly missed: MissedRule;
  readonly ratingForm: RatingForm;
  readonly queues: readonly { readonly id: string; readonly name: Text; readonly zone: string; readonly prefix: string }[];
  readonly outcomes: readonly { readonly id: string; readonly name: Text }[];
  readonly pauseReasons: readonly { readonly id: string; readonly name: Text }[];
  readonly holdReasons: readonly { readonly id: string; readonly name: Text }[];
  /** Whether this hall takes appointments. Missing in answers of an older server. */
  readonly books?: boolean;
}
