// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.regshape.model.Annotations;
import io.regshape.model.Timestamp;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.model.Developer;
import org.apache.maven.model.License;
import org.apache.maven.model.Organization;
import org.apache.maven.model.Scm;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class PomMetadataTest {
    private static final String PREFIX = "org.opencontainers.image.";

    private final MavenProject project = new MavenProject();
    private final Properties user = new Properties();

    private Annotations metadata(Map<String, String> given) {
        BuildProperties properties = new BuildProperties(user, project.getProperties(), text -> text);
        return PomMetadata.of(project, properties, Timestamp.parse("2026-01-02T03:04:05Z"))
                .with(Annotations.of(given));
    }

    private String value(String key) {
        return metadata(Map.of()).get(PREFIX + key).orElse(null);
    }

    private void license(String name) {
        License license = new License();
        license.setName(name);
        project.addLicense(license);
    }

    private void developer(String id, String name, String email) {
        Developer developer = new Developer();
        developer.setId(id);
        developer.setName(name);
        developer.setEmail(email);
        project.addDeveloper(developer);
    }

    @Test
    void everyKeyComesFromItsElement() {
        project.setName("An App");
        project.setVersion("1.2");
        project.setUrl("https://example.com/app");
        Scm scm = new Scm();
        scm.setUrl("https://example.com/app.git");
        project.setScm(scm);
        Organization organization = new Organization();
        organization.setName("Example Inc.");
        project.setOrganization(organization);
        license("Apache License, Version 2.0");
        developer("jd", "Jane Doe", "jane@example.com");
        project.getProperties().setProperty("git.commit.id.full", "abc");
        assertThat(metadata(Map.of()).values())
                .containsExactly(
                        Map.entry(PREFIX + "authors", "Jane Doe <jane@example.com>"),
                        Map.entry(PREFIX + "created", "2026-01-02T03:04:05Z"),
                        Map.entry(PREFIX + "licenses", "Apache-2.0"),
                        Map.entry(PREFIX + "revision", "abc"),
                        Map.entry(PREFIX + "source", "https://example.com/app.git"),
                        Map.entry(PREFIX + "title", "An App"),
                        Map.entry(PREFIX + "url", "https://example.com/app"),
                        Map.entry(PREFIX + "vendor", "Example Inc."),
                        Map.entry(PREFIX + "version", "1.2"));
    }

    @Test
    void whatThePomDoesNotSayIsLeftOut() {
        project.setArtifactId("app");
        project.setVersion("1");
        assertThat(metadata(Map.of()).values())
                .containsOnlyKeys(PREFIX + "created", PREFIX + "title", PREFIX + "version");
    }

    @Test
    void severalLicensesAreAChoiceAndUnknownOnesAreLeftOut() {
        license("EPL-2.0");
        license(null);
        license("Our own terms");
        license("GPL2 w/ CPE");
        license("Eclipse Public License 2.0");
        assertThat(value("licenses")).isEqualTo("EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0");
    }

    @Test
    void authorsAreNamedAsFarAsTheyAreKnown() {
        developer("jd", "Jane Doe", null);
        developer("zoe", null, "zoe@example.com");
        developer(null, null, "mail@example.com");
        developer(null, " ", null);
        assertThat(value("authors")).isEqualTo("Jane Doe, zoe <zoe@example.com>, <mail@example.com>");
    }

    @Test
    void theRevisionIsThatOfTheFirstPluginThatSetsOne() {
        project.getProperties().setProperty("buildNumber", "42");
        assertThat(value("revision")).isEqualTo("42");
        project.getProperties().setProperty("git.commit.id", "flat");
        assertThat(value("revision")).isEqualTo("flat");
        project.getProperties().setProperty("git.commit.id.full", "full");
        assertThat(value("revision")).isEqualTo("full");
    }

    @Test
    void theRevisionOfTheCommandLineBeatsThatOfTheProject() {
        project.getProperties().setProperty("buildNumber", "42");
        user.setProperty("buildNumber", "43");
        assertThat(value("revision")).isEqualTo("43");
    }

    @Test
    void whatIsGivenWinsAndAnEmptyValueSwitchesAKeyOff() {
        project.setName("An App");
        project.setVersion("1.2");
        assertThat(metadata(Map.of(
                                PREFIX + "title", "Mine", PREFIX + "version", "", "other", "", PREFIX + "created", ""))
                        .values())
                .containsExactly(Map.entry(PREFIX + "title", "Mine"), Map.entry("other", ""));
    }

    @Test
    void withoutMetadataWhatIsGivenStays() {
        assertThat(PomMetadata.none()
                        .with(Annotations.of(Map.of("a", "b", PREFIX + "url", "")))
                        .values())
                .containsOnlyKeys("a", PREFIX + "url");
    }

    @Test
    void aRevisionThatNobodyHasSetIsNone() {
        project.getProperties().setProperty("git.commit.id.full", "${git.commit}");
        assertThat(value("revision")).isNull();
        project.getProperties().setProperty("buildNumber", "7");
        assertThat(value("revision")).isEqualTo("7");
    }
}
