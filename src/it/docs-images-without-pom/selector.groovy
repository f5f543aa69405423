// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.OutsideTools

return OutsideTools.areThere(interop, 'bash', 'skopeo', 'tar')
