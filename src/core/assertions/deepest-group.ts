/** A group may stand in a group, and that one in a third; deeper nobody reads them. */
export const deepestGroup = 3;
