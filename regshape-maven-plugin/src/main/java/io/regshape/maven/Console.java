// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/** The process's standard output, and whether there is somebody to ask. */
final class Console {
    private Console() {}

    /** Says whether a terminal is attached. */
    @SuppressWarnings("SystemConsoleNull") // asked further below
    static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there can be a console without a terminal; JDK 17 has no such method.
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /**
     * Writes a line to standard output itself: Maven 4 would turn what is written to {@code System.out} into a line of
     * its log.
     */
    static void printLine(byte[] line) throws IOException {
        System.out.flush();
        byte[] withEnd = new byte[line.length + 1];
        System.arraycopy(line, 0, withEnd, 0, line.length);
        withEnd[line.length] = '\n';
        // Not closed: that would close the process's standard output.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write(withEnd);
        out.flush();
    }

    /** File names are part of messages, and may hold what a terminal or a reader of logs would take for something else. */
    static String printable(String message) {
        StringBuilder text = new StringBuilder();
        message.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
