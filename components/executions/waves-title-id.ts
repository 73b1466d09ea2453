export const WAVES_TITLE_ID = "waves-title";
