/** Whether there is room for the conversations side by side: the same width as in _duty.scss. */
export const wide = matchMedia("(min-width: 62em)");
