using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Passes;

namespace Neuro.Conformance.Tests;

/// <summary>Models of the reference data in their discrete form.</summary>
internal static class FloatModels
{
    public static DiscreteNetwork Load(string path, Dialect dialect) =>
        Discretise.Run(Canonicalise.Run(FrontendRegistry.Load(ReferenceData.Path(path)).Graph, []), dialect, []);
}
