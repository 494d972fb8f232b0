import type { CatalogueService } from '../../contract/catalogue.ts';

/** How many cases may be chosen for these services together; null when none of them asks. The smallest bound holds, because one ticket has one number of cases. */
export const casesAsked = (services: readonly Pick<CatalogueService, 'cases'>[]): number | null => {
  const bounds = services.map((service) => service.cases).filter((cases): cases is { readonly ask: boolean; readonly max: number } => cases !== undefined && cases.ask);
  return bounds.length === 0 ? null : Math.min(...bounds.map((cases) => cases.max));
};
