// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.files.PathFilter;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.util.AbstractScanner;
import org.codehaus.plexus.util.MatchPattern;
import org.codehaus.plexus.util.MatchPatterns;

/**
 * The includes and excludes of a file set, in the patterns that maven-assembly-plugin has. Letters match in their own
 * case on every machine.
 */
final class AntPatterns implements PathFilter {
    private final Map<String, MatchPattern> includes = new LinkedHashMap<>();
    private final Map<String, MatchPattern> unmatched = new LinkedHashMap<>();
    private final MatchPatterns excludes;
    /** Those that exclude all that is in the directories which they match. */
    private final MatchPatterns wholeExcludes;

    AntPatterns(List<String> includes, List<String> excludes, boolean useDefaultExcludes) {
        includes.forEach(pattern -> this.includes.put(pattern, MatchPattern.fromString(normalized(pattern))));
        unmatched.putAll(this.includes);
        List<String> all = new ArrayList<>(excludes);
        if (useDefaultExcludes) {
            all.addAll(Arrays.asList(AbstractScanner.DEFAULTEXCLUDES));
        }
        List<String> normalized = all.stream().map(AntPatterns::normalized).toList();
        this.excludes = MatchPatterns.from(normalized);
        this.wholeExcludes = MatchPatterns.from(normalized.stream()
                .filter(pattern -> pattern.equals("**") || pattern.endsWith(File.separator + "**"))
                .toList());
    }

    @Override
    public boolean includes(String path) {
        String name = path.replace('/', File.separatorChar);
        if (excludes.matches(name, true)) {
            return false;
        }
        unmatched.values().removeIf(pattern -> pattern.matchPath(name, true));
        return includes.isEmpty() || includes.values().stream().anyMatch(pattern -> pattern.matchPath(name, true));
    }

    @Override
    public boolean mayIncludeBelow(String directory) {
        return !wholeExcludes.matches(directory.replace('/', File.separatorChar), true);
    }

    @Override
    public List<String> unmatched() {
        return List.copyOf(unmatched.keySet());
    }

    /** A pattern that ends at a folder means all that is in it; one that begins at the root begins at the set's. */
    private static String normalized(String pattern) {
        String trimmed = pattern.trim();
        if (trimmed.startsWith("%regex[") || trimmed.startsWith("%ant[")) {
            return trimmed;
        }
        String path = trimmed.replace('/', File.separatorChar).replace('\\', File.separatorChar);
        while (path.startsWith(File.separator) || path.startsWith("." + File.separator)) {
            path = path.substring(path.indexOf(File.separator) + 1);
        }
        return path.endsWith(File.separator) ? path + "**" : path;
    }
}
