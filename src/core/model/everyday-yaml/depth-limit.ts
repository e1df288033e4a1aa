/** Collections inside collections, at most: everyday documents stay far below. */
export const depthLimit = 20;
