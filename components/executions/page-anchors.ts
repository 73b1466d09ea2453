/** Places on the page of an execution that links, keys and the focus go to. */
export const WAVES_TITLE_ID = "waves-title";
export const DECISION_ID = "decide";
export const TASK_ID = "task";
export const ENGINE_CARD_ID = "engine-stopped";

export function actionRowId({ id }: { id: string }): string {
  return `action-${id}`;
}
