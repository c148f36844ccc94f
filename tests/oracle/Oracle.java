import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** What the JDK says: one question a line on standard input, one answer a line on standard output, both as \\uXXXX. */
public final class Oracle {
    private static final Map<String, SimpleDateFormat> FORMATS = new HashMap<>();

    public static void main(String[] arguments) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        if (arguments[0].equals("version")) answers.println(System.getProperty("java.version"));
        if (arguments[0].equals("ids")) for (String id : TimeZone.getAvailableIDs()) answers.println(id);
        for (String line; (line = questions.readLine()) != null; ) {
            String[] parts = line.split("\t", -1);
            for (int i = 0; i < parts.length; i++) parts[i] = unescape(parts[i]);
            answers.println(escape(answer(arguments[0], parts)));
        }
        answers.flush();
    }

    private static String answer(String question, String[] parts) {
        switch (question) {
            case "pattern":
                try {
                    new SimpleDateFormat(parts[0], Locale.US);
                    return "ok";
                } catch (IllegalArgumentException refused) {
                    return "no";
                }
            case "zone":
                return TimeZone.getTimeZone(parts[0]).getID();
            case "format":
                return format(parts[0], parts[1]).format(new Date(Long.parseLong(parts[2])));
            default:
                throw new IllegalArgumentException(question);
        }
    }

    private static SimpleDateFormat format(String pattern, String zone) {
        return FORMATS.computeIfAbsent(pattern + "\0" + zone, key -> {
            SimpleDateFormat format = new SimpleDateFormat(pattern, Locale.US);
            format.setTimeZone(TimeZone.getTimeZone(zone));
            return format;
        });
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else out.append(text.charAt(i));
        }
        return out.toString();
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < ' ' || c > '~' || c == '\\') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.toString();
    }
}
