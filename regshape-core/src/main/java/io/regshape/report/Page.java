// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import io.regshape.validate.Finding;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** A page of HTML that is being written: markup as it is given, and text as text. */
final class Page {
    private final Writer out;

    Page(Writer out) {
        this.out = out;
    }

    /** Writes markup. */
    Page markup(String html) throws IOException {
        out.write(html);
        return this;
    }

    /** Writes text. */
    Page text(Object text) throws IOException {
        out.write(Markup.escaped(text));
        return this;
    }

    /** Writes an element that holds text alone. */
    Page element(String name, Object text) throws IOException {
        return markup("<" + name + ">").text(text).markup("</" + name.split(" ", 2)[0] + ">\n");
    }

    /** Writes a term and what it stands for. */
    Page fact(String term, Object value) throws IOException {
        return markup("<div>").element("dt", term).element("dd", value).markup("</div>\n");
    }

    /** Writes findings, what each means and how to mend it. */
    Page findings(List<Finding> findings, boolean withPlace) throws IOException {
        if (findings.isEmpty()) {
            return this;
        }
        markup("<ul class=\"findings\">\n");
        for (Finding finding : findings) {
            markup("<li class=\"" + finding.severity().id() + "\"><p>");
            markup("<b>")
                    .text(finding.severity().id())
                    .markup("</b> <code>")
                    .text(finding.rule().id());
            markup("</code> ");
            String place = withPlace ? finding.where() : finding.place().pointer();
            if (!place.isEmpty()) {
                markup("<code class=\"place\">").text(place).markup("</code>");
            }
            markup("</p>\n").element("p", finding.message());
            markup("<p class=\"why\">")
                    .text(finding.rule().why())
                    .markup(" <em>")
                    .text(finding.rule().fix());
            markup("</em> <cite>").text(finding.rule().spec()).markup("</cite></p></li>\n");
        }
        return markup("</ul>\n");
    }

    /** Returns a number of bytes as people read it. */
    static String bytes(long count) {
        if (count < 1000) {
            return count + " B";
        }
        double value = count;
        int unit = -1;
        while (value >= 999.5 && unit < 4) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %sB" : "%.0f %sB", value, "kMGTP".charAt(unit));
    }

    /** Returns a count with the word for what is counted. */
    static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
