package dev.ketch.cli;

import dev.ketch.sync.Comparison;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The ways to compare as people write them: {@code size-and-time}. */
final class ComparisonName implements ITypeConverter<Comparison> {
  @Override
  public Comparison convert(String text) {
    for (Comparison each : Comparison.values()) {
      if (name(each).equals(text)) {
        return each;
      }
    }
    throw new TypeConversionException(
        "it is one of "
            + Arrays.stream(Comparison.values())
                .map(ComparisonName::name)
                .collect(Collectors.joining(", "))
            + ", not \""
            + text
            + "\"");
  }

  private static String name(Comparison comparison) {
    return comparison.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
