// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command

Command.of('sh', 'make-site.sh', 'site', '-d').in(basedir).succeeds()
return true
