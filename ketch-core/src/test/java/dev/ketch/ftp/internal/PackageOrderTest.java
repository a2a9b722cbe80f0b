package dev.ketch.ftp.internal;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each package may use only those before it in this list, and no runtime library at all. */
class PackageOrderTest {
  private static final String ROOT = "dev.ketch.ftp";
  private static final List<String> ORDER =
      List.of(
          ROOT + ".protocol",
          ROOT + ".internal.local",
          ROOT + ".internal.file",
          ROOT + ".listing",
          ROOT + ".url",
          ROOT + ".options",
          ROOT + ".internal.net",
          ROOT + ".internal.control",
          ROOT + ".internal.data",
          ROOT + ".internal.transfer",
          ROOT);

  private final JavaClasses core =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesUseOnlyThoseBelow() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] above = ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new);
      if (above.length > 0) {
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage(ORDER.get(i))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .check(core);
      }
    }
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(core);
  }

  @Test
  void coreUsesTheJdkAlone() {
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.ketch.ftp..", "java..", "javax..", "org.jspecify..")
        .check(core);
  }
}
