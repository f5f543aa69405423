// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.archive.BaseReference.InRepository;
import io.regshape.archive.BaseReference.OnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseReferenceTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "oci:target/oci,OCI,target/oci,",
        "oci:target/oci:latest,OCI,target/oci,latest",
        "oci:target/oci:example.com/a/b:1.0,OCI,target/oci,example.com/a/b:1.0",
        "oci-archive:base.tar:a@b,OCI_ARCHIVE,base.tar,a@b",
        "docker-archive:../base.tar:a:1,DOCKER_ARCHIVE,../base.tar,a:1",
        "oci:C:\\images\\base:latest,OCI,C:\\images\\base,latest",
        "oci:C:/images/base,OCI,C:/images/base,",
    })
    void namesAPathAndAnImage(String text, Transport transport, String path, String ref) {
        assertThat(BaseReference.parse(text, folder))
                .isEqualTo(new OnDisk(transport, folder.resolve(path).normalize(), Optional.ofNullable(ref)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci:a@", "oci:a:@"})
    void namesAnImageByItsDigest(String beginning) {
        assertThat(BaseReference.parse(beginning + DIGEST, folder))
                .isEqualTo(new OnDisk(Transport.OCI, folder.resolve("a"), Optional.of(DIGEST)));
    }

    @Test
    void takesALongerPathThatExists() throws IOException {
        Files.createDirectory(folder.resolve("a:b"));
        Files.createDirectory(folder.resolve("c@" + DIGEST));
        assertThat(BaseReference.parse("oci:a:b", folder))
                .isEqualTo(new OnDisk(Transport.OCI, folder.resolve("a:b"), Optional.empty()));
        assertThat(BaseReference.parse("oci:a:b:c:d", folder))
                .isEqualTo(new OnDisk(Transport.OCI, folder.resolve("a:b"), Optional.of("c:d")));
        assertThat(BaseReference.parse("oci:c@" + DIGEST, folder).ref()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "maven:g:a:1,g,a,1,tar,oci,",
        "maven:com.example:base-image:1.0-SNAPSHOT:tar.gz,com.example,base-image,1.0-SNAPSHOT,tar.gz,oci,",
        "maven:g:a:1:zip:x@latest,g,a,1,zip,x,latest",
        "maven:g:a:1@example.com/a:1@x,g,a,1,tar,oci,example.com/a:1@x",
        "maven:g:a:1:tar:,g,a,1,tar,'',",
    })
    void namesCoordinates(
            String text, String group, String artifact, String version, String type, String classifier, String ref) {
        InRepository expected = new InRepository(group, artifact, version, type, classifier, Optional.ofNullable(ref));
        assertThat(BaseReference.parse(text, folder)).isEqualTo(expected);
        assertThat(BaseReference.parse(expected.toString(), folder)).isEqualTo(expected);
        Path file = folder.resolve("a.tar");
        assertThat(expected.resolvedTo(file))
                .isEqualTo(new OnDisk(Transport.OCI_ARCHIVE, file, Optional.ofNullable(ref)));
    }

    @ParameterizedTest
    @CsvSource({
        "busybox,has no transport",
        "docker://busybox,has no transport that is known",
        "OCI:a,has no transport that is known",
        "oci:,names no path",
        "oci::latest,names no valid path",
        "oci:a:,ends in a colon without a REF",
        "maven:g:a,has no valid coordinates",
        "maven:g:a:1:t:c:x,has no valid coordinates",
        "maven:g::1,has no valid coordinates",
        "maven:g:a:${version},has no valid coordinates",
        "maven:g:a:1@,ends in '@' without a REF",
    })
    void refusesWhatHasNoneOfTheForms(String text, String why) {
        assertThatThrownBy(() -> BaseReference.parse(text, folder))
                .isInstanceOf(RegshapeException.class)
                .hasMessage("'" + text + "' is no base image: it " + why + ", it must be oci:DIRECTORY[:REF], "
                        + "oci-archive:FILE[:REF], docker-archive:FILE[:REF] or "
                        + "maven:GROUP:ARTIFACT:VERSION[:TYPE[:CLASSIFIER]][@REF]");
    }

    @Test
    void saysWhatIsAtThePathInPlaceOfALayout() throws IOException {
        assertRefused("oci:nothing", folder.resolve("nothing") + " is not an OCI Image Layout: it does not exist");
        assertRefused("oci:.", "it has no file oci-layout");
        Files.writeString(folder.resolve("file"), "");
        assertRefused("oci:file", "it is a file, an archive is named with oci-archive: or docker-archive:");
    }

    private void assertRefused(String text, String message) {
        OnDisk reference = (OnDisk) BaseReference.parse(text, folder);
        assertThatThrownBy(() -> reference.open(Archives.ENOUGH))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining(message);
    }
}
