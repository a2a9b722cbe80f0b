package dev.ketch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Lines: one object a line, fields that are unknown left out. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Adds a field; null leaves it out. */
  Json with(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  static Json entry(FtpEntry e, String path) {
    ModifiedTime time = e.modified();
    return new Json()
        .with("name", e.name())
        .with("path", path)
        .with("type", e.type().name().toLowerCase(Locale.ROOT))
        .with("size", e.size() < 0 ? null : e.size())
        .with("modified", time == null ? null : time.instant().toString())
        .with("precision", time == null ? null : time.precision().name().toLowerCase(Locale.ROOT))
        .with("target", e.target())
        .with("permissions", e.permissions())
        .with("owner", e.owner())
        .with("group", e.group());
  }

  @Override
  public String toString() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      // A lone surrogate (a byte outside the charset) exists in JSON only as an escape.
      boolean lone = fields.values().stream().anyMatch(Json::holdsLoneSurrogate);
      json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), lone);
      json.writeStartObject();
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        Object value = field.getValue();
        if (value instanceof Long number) {
          json.writeNumber(number);
        } else if (value instanceof Integer number) {
          json.writeNumber(number);
        } else if (value instanceof Double number) {
          json.writeNumber(Math.round(number * 1000) / 1000.0);
        } else {
          json.writeString(value.toString());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static boolean holdsLoneSurrogate(Object value) {
    return value instanceof String s
        && s.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
