const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** The elements of the HTML standard, those that it calls obsolete last. */
export const htmlElements = names(
  "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup data datalist dd del " +
    "details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input " +
    "ins kbd label legend li link main map mark math menu meta meter nav noscript object ol optgroup option output p picture pre progress q rp rt " +
    "ruby s samp script search section select slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th " +
    "thead time title tr track u ul var video wbr " +
    "acronym applet basefont bgsound big blink center dir font frame frameset marquee nobr noembed noframes param plaintext rb rtc strike tt xmp",
);

/** Elements that hold nothing and have no end tag. */
export const voidElements = names("area base basefont bgsound br col embed frame hr img input link meta param source track wbr");

/** Elements whose end tag may be left out. */
export const selfEnding = names("body caption colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr");

/** Elements inside which tags are text: all of it, or all but character references. */
export const rawElements = names("style xmp iframe noembed noframes noscript");
export const plainElements = names("textarea title");
