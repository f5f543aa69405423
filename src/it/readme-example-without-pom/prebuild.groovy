// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command

Command.of('cp', '-r', '../../../../examples/spring-boot-server/pom.xml', '../../../../examples/spring-boot-server/src', '.')
    .in(basedir).succeeds()
return true
