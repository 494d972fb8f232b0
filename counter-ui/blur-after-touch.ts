import { onScopeDispose } from 'vue';

/** Takes the focus ring off a button that was pressed with a finger or a mouse; whoever uses keys keeps it. */
export const blurAfterTouch = (): void => {
  const onClick = (event: MouseEvent): void => {
    // A click made by Enter or Space has no pointer behind it: detail 0.
    if (event.detail === 0) return;
    const focused = document.activeElement;
    if (focused instanceof HTMLButtonElement) focused.blur();
  };
  document.addEventListener('click', onClick);
  onScopeDispose(() => document.removeEventListener('click', onClick));
};
