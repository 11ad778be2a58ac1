package org.waymark.gps;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;

/** Arrows run one way, and only few packages touch the world outside. */
@AnalyzeClasses(packages = "org.waymark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] OUTSIDE = {"org.waymark.gps.cli..", "org.waymark.gps.run.."};

    /** Looks for MuJoCo's library in the file system. */
    private static final String MUJOCO = "org.waymark.sim.mujoco..";

    /** Starts processes, in a folder. */
    private static final String EXTERNAL = "org.waymark.sim.external..";

    /** Policy.load. */
    private static final String SAVED_POLICIES = "org.waymark.lqr.PolicyFile";

    @ArchTest
    static final ArchRule modulesPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.waymark..")
            .layer("gps")
            .definedBy("org.waymark.gps..")
            .layer("dynamics")
            .definedBy("org.waymark.dynamics..")
            .layer("sim")
            .definedBy("org.waymark.sim..")
            .layer("distillation")
            .definedBy("org.waymark.distillation..")
            .layer("lqr")
            .definedBy("org.waymark.lqr..")
            .whereLayer("gps")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("dynamics")
            .mayOnlyBeAccessedByLayers("gps")
            .whereLayer("sim")
            .mayOnlyBeAccessedByLayers("gps")
            .whereLayer("distillation")
            .mayOnlyBeAccessedByLayers("gps", "dynamics")
            .whereLayer("lqr")
            .mayOnlyBeAccessedByLayers("gps", "dynamics", "sim", "distillation")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule lqrNeedsLittle = classes()
            .that()
            .resideInAPackage("org.waymark.lqr..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.waymark.lqr..", "java..", "jdk.incubator.vector..", "org.ejml..", "org.slf4j..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.waymark.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule filesAreTouchedByFew = noClasses()
            .that()
            .resideOutsideOfPackages(OUTSIDE)
            .and()
            .resideOutsideOfPackages(MUJOCO, EXTERNAL)
            .and()
            .doNotHaveFullyQualifiedName(SAVED_POLICIES)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Files.class,
                    FileChannel.class,
                    java.io.File.class,
                    FileInputStream.class,
                    FileOutputStream.class,
                    FileReader.class,
                    FileWriter.class,
                    RandomAccessFile.class);

    @ArchTest
    static final ArchRule theConsoleIsTouchedByFew = noClasses()
            .that()
            .resideOutsideOfPackage("org.waymark.gps.cli..")
            .and()
            .resideOutsideOfPackage(MUJOCO) // says why before it ends a process that its engine has wrecked
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "console");

    @ArchTest
    static final ArchRule theClockIsTouchedByFew = noClasses()
            .that()
            .resideOutsideOfPackages(OUTSIDE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
            .orShould()
            .callConstructor(java.util.Date.class);

    @ArchTest
    static final ArchRule theCommandLineStaysOutside = noClasses()
            .that()
            .resideOutsideOfPackage("org.waymark.gps.cli..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("picocli.."));

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            classes().that(alwaysTrue()).should().haveNameNotMatching(".*(Utils?|Impl|Manager|Helper)");

    @ArchTest
    static final ArchRule randomnessIsGiven = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Random.class, java.util.concurrent.ThreadLocalRandom.class);
}
