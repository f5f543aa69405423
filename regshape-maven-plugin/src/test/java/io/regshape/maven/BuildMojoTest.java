// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.image.StagedLayer;
import io.regshape.layer.Compression;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildMojoTest extends GoalTest {
    private static final String START =
            "<project><build><plugins><plugin>" + "<artifactId>regshape-maven-plugin</artifactId><configuration>";
    private static final String END = "</configuration></plugin></plugins></build></project>";
    private static final String ONE_FILE =
            "<layers><layer><files><file><source>a.txt</source></file></files></layer></layers>";

    private static final String MAIN_CLASS_FILE = Application.class.getName().replace('.', '/') + ".class";

    @BeforeEach
    void describeProject() throws IOException {
        project.setArtifactId("app");
        project.setVersion("1");
        project.setPackaging("pom");
        project.getBuild().setFinalName("app-1");
        project.getBuild().setOutputDirectory(basedir.resolve("target/classes").toString());
        packaging("jar", true);
        Files.writeString(basedir.resolve("a.txt"), "content of a");
    }

    private void packaging(String type, boolean onClassPath) {
        DefaultArtifactHandler handler = new DefaultArtifactHandler(type);
        handler.setLanguage("java");
        handler.setAddedToClasspath(onClassPath);
        project.setArtifact(new DefaultArtifact("it", "app", "1", null, type, null, handler));
    }

    /** Copies the class file of a class with a main method to the project's classes. */
    private void addMainClass() throws IOException {
        Path file = basedir.resolve("target/classes").resolve(MAIN_CLASS_FILE);
        Files.createDirectories(file.getParent());
        Files.write(file, classFile(MAIN_CLASS_FILE));
    }

    private void deleteClasses() throws IOException {
        try (Stream<Path> files = Files.walk(basedir.resolve("target/classes"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void jar(Path jar, String manifest, String... names) throws IOException {
        Files.createDirectories(jar.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.endsWith(".class") ? classFile(name) : new byte[0]);
            }
        }
    }

    private static byte[] classFile(String name) throws IOException {
        try (InputStream bytes = Application.class.getClassLoader().getResourceAsStream(name)) {
            return bytes.readAllBytes();
        }
    }

    /** What the image of these tests runs. */
    public static class Application {
        public static void main(String[] args) {}
    }

    private Manifest published() throws IOException {
        return Manifest.fromJson(document(manifest()));
    }

    private List<String> entries(StagedLayer layer) throws IOException {
        Path blob = layout.toPath().resolve("blobs/" + layer.digest().toString().replace(':', '/'));
        try (InputStream in = Files.newInputStream(blob);
                InputStream plain = Compression.of(layer.mediaType()).decompress(in);
                TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8")) {
            List<String> entries = new ArrayList<>();
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry.getName() + " " + Integer.toOctalString(entry.getMode()) + " " + entry.getLongUserId()
                        + ":" + entry.getLongGroupId() + (entry.isSymbolicLink() ? " > " + entry.getLinkName() : ""));
            }
            return entries;
        }
    }

    @Test
    @InjectMojo(goal = "build", pom = START + ONE_FILE + END)
    @MojoParameter(name = "outputFile", value = "out.json")
    void makesAnImageThatIsCalledLatest(Mojo goal) throws Exception {
        goal.execute();
        StagedLayer layer = stage().layers().get(0);
        assertThat(printed)
                .containsExactly(
                        "[INFO] Built image [latest] " + manifest().digest() + " (1 layer, " + layer.size() + " bytes)",
                        "[INFO]   layer-1 " + layer.digest() + " (" + layer.size() + " bytes) written: it is new");
        assertThat(json())
                .isEqualTo("{\"digest\":\"" + manifest().digest() + "\",\"layers\":[{\"diff_id\":\""
                        + layer.diffId().orElseThrow() + "\",\"digest\":\"" + layer.digest()
                        + "\",\"media_type\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"name\":\"layer-1\","
                        + "\"rebuilt\":\"it is new\",\"size\":" + layer.size()
                        + "}],\"media_type\":\"application/vnd.oci.image.manifest.v1+json\",\"ref_names\":[\"latest\"],"
                        + "\"size\":" + manifest().size() + "}");
        assertThat(project.getProperties())
                .containsEntry("regshape.layers", "1")
                .containsEntry("regshape.config.digest", config().digest().toString())
                .containsEntry("regshape.manifest.digest", manifest().digest().toString());
        assertValid();
    }

    @Test
    @InjectMojo(goal = "build", pom = START + ONE_FILE + END)
    void aSecondRunKeepsTheLayers(Mojo goal) throws Exception {
        goal.execute();
        printed.clear();
        goal.execute();
        assertThat(printed).hasSize(2).last().asString().endsWith(" bytes) kept");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <layers>
              <layer>
                <name>web</name>
                <fileSets><fileSet>
                  <directory>web</directory><outputDirectory>/srv</outputDirectory>
                  <includes><include>*.html</include></includes><excludes><exclude>b.*</exclude></excludes>
                  <fileMode>0600</fileMode><directoryMode>0700</directoryMode><symlinks>follow</symlinks>
                </fileSet></fileSets>
                <annotations><of>the layer</of></annotations>
                <createdBy>me</createdBy>
              </layer>
              <layer>
                <files><file>
                  <source>a.txt</source><outputDirectory>etc</outputDirectory><destName>b</destName>
                  <fileMode>0444</fileMode>
                </file></files>
                <links><link><path>/usr/b</path><target>../etc/b</target></link></links>
                <whiteouts><whiteout>/etc/motd</whiteout></whiteouts>
                <owner>1:2</owner>
                <fileMode>0640</fileMode>
                <directoryMode>0750</directoryMode>
                <compressFormat>none</compressFormat>
              </layer>
            </layers>""" + END)
    void everyElementOfALayerReachesTheImage(Mojo goal) throws Exception {
        Files.createDirectory(basedir.resolve("web"));
        for (String name : List.of("a.html", "b.html", "c.txt")) {
            Files.writeString(basedir.resolve("web").resolve(name), name);
        }
        Files.createSymbolicLink(basedir.resolve("web/d.html"), Path.of("a.html"));
        goal.execute();
        List<StagedLayer> layers = stage().layers();
        assertThat(entries(layers.get(0))).containsExactly("srv/ 700 0:0", "srv/a.html 600 0:0", "srv/d.html 600 0:0");
        assertThat(entries(layers.get(1)))
                .containsExactly(
                        "etc/ 750 1:2",
                        "etc/.wh.motd 644 1:2",
                        "etc/b 444 1:2",
                        "usr/ 750 1:2",
                        "usr/b 777 1:2 > ../etc/b");
        assertThat(layers.get(0).annotations().values()).containsEntry("of", "the layer");
        assertThat(document(config()).objects("history"))
                .extracting(entry -> entry.string("created_by"))
                .containsExactly("me", "regshape build layer-2");
        assertThat(layers.get(1).mediaType()).hasToString("application/vnd.oci.image.layer.v1.tar");
        assertValid();
    }

    @Test
    @InjectMojo(goal = "build", pom = START + ONE_FILE + """
            <refNames><refName>1.0</refName><refName>latest</refName><refName>1.0</refName></refNames>
            <labels><of>the config</of></labels>
            <annotations><of>the manifest</of></annotations>
            <pomMetadata>false</pomMetadata>
            <architecture>arm64</architecture>""" + END)
    void labelsAreTheConfigsAndAnnotationsTheManifests(Mojo goal) throws Exception {
        goal.execute();
        assertThat(entries()).extracting(Index::refNameOf).containsExactly(Optional.of("1.0"), Optional.of("latest"));
        assertThat(entries())
                .extracting(Descriptor::digest)
                .containsOnly(manifest().digest());
        assertThat(published().annotations().values()).isEqualTo(Map.of("of", "the manifest"));
        assertThat(document(config()).object("config").stringMap("Labels")).isEqualTo(Map.of("of", "the config"));
        assertThat(document(config()).string("architecture")).isEqualTo("arm64");
    }

    @Test
    @CommandLine
    @Defined({
        "regshape.refNames=1.0, latest",
        "regshape.label.of=the config",
        "regshape.annotation.of=the manifest",
        "regshape.annotation.org.opencontainers.image.version=",
        "regshape.compressFormat=zstd",
        "regshape.compressionLevel=1"
    })
    @InjectMojo(goal = "build", pom = START + ONE_FILE + END)
    void whatTheCommandLineSaysReachesTheImage(Mojo goal) throws Exception {
        goal.execute();
        assertThat(entries()).extracting(Index::refNameOf).containsExactly(Optional.of("1.0"), Optional.of("latest"));
        assertThat(published().annotations().values())
                .containsEntry("of", "the manifest")
                .containsEntry("org.opencontainers.image.title", "app")
                .doesNotContainKey("org.opencontainers.image.version");
        assertThat(document(config()).object("config").stringMap("Labels"))
                .containsEntry("of", "the config")
                .containsEntry("org.opencontainers.image.version", "1");
        assertThat(stage().layers().get(0).mediaType()).hasToString("application/vnd.oci.image.layer.v1.tar+zstd");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + ONE_FILE + "<created>now</created>" + END)
    void theClockIsInTheConfigAndNotInTheLayers(Mojo goal) throws Exception {
        goal.execute();
        var layers = published().layers();
        Thread.sleep(1100);
        String config = config().digest().toString();
        goal.execute();
        assertThat(published().layers()).isEqualTo(layers);
        assertThat(config().digest().toString()).isNotEqualTo(config);
        String created = document(config()).string("created");
        assertThat(published().annotations().values()).containsEntry("org.opencontainers.image.created", created);
    }

    @Test
    @InjectMojo(goal = "build")
    void aPomWithoutLayersIsSkippedInOneLine(Mojo goal) throws Exception {
        goal.execute();
        assertThat(printed)
                .containsExactly(
                        "[INFO] Skipping regshape:build: the packaging is pom, and there are no layers and no base");
        assertThat(layout).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "build")
    void aWarWithoutLayersIsRefused(Mojo goal) throws Exception {
        project.setPackaging("war");
        packaging("war", false);
        assertRefused(
                goal,
                "layers is missing: only a jar has layers of its own, the packaging of app is war. Say in <layers> what "
                        + "goes where in the image");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <jvmFlags><flag>-Xmx64m</flag></jvmFlags><args><arg>serve</arg></args>""" + END)
    void aJarWithoutLayersIsAJavaApplication(Mojo goal) throws Exception {
        project.setPackaging("jar");
        addMainClass();
        goal.execute();
        assertThat(document(config()).object("config").strings("Entrypoint"))
                .containsExactly("java", "-Xmx64m", "@/app/classpath.args", Application.class.getName());
        assertThat(document(config()).object("config").strings("Cmd")).containsExactly("serve");
        assertValid();
    }

    @Test
    @InjectMojo(goal = "build")
    void aJarAloneIsEnough(Mojo goal) throws Exception {
        project.setPackaging("jar");
        addMainClass();
        goal.execute();
        var manifest = manifest();
        jar(basedir.resolve("target/app-1.jar"), "Manifest-Version: 1.0\n", MAIN_CLASS_FILE);
        deleteClasses();
        goal.execute();
        assertThat(manifest()).isEqualTo(manifest);
    }

    @Test
    @InjectMojo(goal = "build", pom = START + "<mainClass>a.B</mainClass><jvmFlags><f>-Xmx9m</f></jvmFlags>" + END)
    void aJarOfSpringBootHasItsOwnLayersAndLauncher(Mojo goal) throws Exception {
        project.setPackaging("jar");
        Path jar = basedir.resolve("target/app-1.jar");
        jar(
                jar,
                "Manifest-Version: 1.0\nMain-Class: " + Application.class.getName()
                        + "\nSpring-Boot-Classes: BOOT-INF/classes/\n",
                MAIN_CLASS_FILE,
                "BOOT-INF/lib/a.jar");
        project.getArtifact().setFile(jar.toFile());
        goal.execute();
        assertThat(document(config()).object("config").strings("Entrypoint"))
                .containsExactly("java", "-Xmx9m", "-cp", "/app", Application.class.getName());
        assertThat(printed).filteredOn(line -> line.startsWith("[INFO]   ")).hasSize(2);
        assertThat(printed)
                .last()
                .isEqualTo("[WARNING] mainClass is of no effect with the Spring Boot jar " + jar
                        + ", which names its own");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <entrypoint><arg>/bin/mine</arg></entrypoint><cmd/>
            <args><arg>serve</arg></args>""" + END)
    void aCommandThatIsGivenWins(Mojo goal) throws Exception {
        project.setPackaging("jar");
        Files.createDirectories(basedir.resolve("target/classes"));
        Files.writeString(basedir.resolve("target/classes/name.txt"), "no main class");
        goal.execute();
        assertThat(document(config()).object("config").strings("Entrypoint")).containsExactly("/bin/mine");
        assertThat(document(config()).object("config").strings("Cmd")).isEmpty();
    }

    @Test
    @InjectMojo(goal = "build", pom = START + ONE_FILE + "<mainClass>a.B</mainClass><args><arg>x</arg></args>" + END)
    void whatOnlyTheJavaApplicationUsesIsAWarningBesideLayers(Mojo goal) throws Exception {
        goal.execute();
        assertThat(printed)
                .last()
                .isEqualTo("[WARNING] mainClass, args are of no effect beside layers: set entrypoint and cmd");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <layers>
              <layer><name>two</name></layer>
              <layer><name>two</name></layer>
            </layers>""" + END)
    void twoLayersOfOneNameAreRefused(Mojo goal) throws Exception {
        assertRefused(goal, "layers: the layers 1 and 2 are both named 'two': give each a name of its own");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <layers><layer><name>a</name><fileSets><fileSet/></fileSets></layer></layers>""" + END)
    void aFileSetWithoutADirectoryIsRefused(Mojo goal) throws Exception {
        assertRefused(goal, "a fileSet in layer 'a' has no directory: <directory> is required");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <layers><layer><name>a</name><files><file>
              <source>a.txt</source><fileMode>rw-r--r--</fileMode>
            </file></files></layer></layers>""" + END)
    void aModeThatIsNoneIsRefusedWithItsPlace(Mojo goal) throws Exception {
        assertRefused(
                goal,
                "a file in layer 'a': fileMode: 'rw-r--r--' is no mode: it must be an octal number such as 0644, or keep");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <layers><layer><name>a</name><owner>root</owner></layer></layers>""" + END)
    void anOwnerThatIsNoNumberIsRefusedWithItsPlace(Mojo goal) throws Exception {
        assertRefused(
                goal, "layer 'a': owner: 'root' is not valid: it must be numbers, USER:GROUP, for example 1000:1000");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <layers><layer><name>a</name>
              <dependencySets><dependencySet><includes><include>g:*</include></includes></dependencySet></dependencySets>
            </layer></layers>
            <failOnEmpty>true</failOnEmpty>""" + END)
    void aPatternOfDependenciesThatMatchesNothingIsRefusedWhenAskedFor(Mojo goal) throws Exception {
        assertRefused(
                goal,
                "include 'g:*' of a dependencySet in layer 'a' matches no dependency of scope runtime "
                        + "(failOnEmpty makes that an error)");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + """
            <layers><layer>
              <fileSets><fileSet>
                <directory>.</directory><includes><include>a.*</include><include>*.b</include></includes>
              </fileSet></fileSets>
              <dependencySets><dependencySet/></dependencySets>
            </layer></layers>""" + END)
    void whatMatchesNothingIsAWarning(Mojo goal) throws Exception {
        goal.execute();
        assertThat(printed)
                .filteredOn(line -> line.startsWith("[WARNING]"))
                .containsExactly(
                        "[WARNING] a dependencySet in layer 'layer-1' adds nothing: the project has no such dependency "
                                + "of scope runtime",
                        "[WARNING] layer 'layer-1': the directory " + basedir + ": nothing matches the pattern *.b");
    }

    @Test
    @InjectMojo(goal = "build", pom = START + "<path>target/classes/oci</path>" + END)
    void aLayoutAmongTheClassesIsRefused(Mojo goal) throws Exception {
        project.setPackaging("jar");
        addMainClass();
        assertRefused(
                goal,
                "path: " + basedir.resolve("target/classes/oci")
                        + " lies among the classes of the project, which are in"
                        + " the image and in the jar: put it elsewhere");
    }
}
