/** How many rows a list shows on one page (rules §4.18). */
export const rowsOnAPage = 50;
