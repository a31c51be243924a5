using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler;

/// <summary>What the steps of one compilation hand to each other.</summary>
/// <param name="graph">The model as read.</param>
/// <param name="options">How to compile it.</param>
internal sealed class Compilation(ModelGraph graph, CompileOptions options)
{
    public CompileOptions Options { get; set; } = options;

    public List<Diagnostic> Diagnostics { get; } = [];

    public ModelGraph Graph { get; set; } = graph;

    /// <summary>Where the model is a conventional network: what it became.</summary>
    public ConvertedNetwork? Converted { get; set; }

    public ConversionReport? Conversion { get; set; }

    public DiscreteNetwork? Network { get; set; }

    public ImmutableDictionary<string, PopulationActivity> Activity { get; set; } =
        ImmutableDictionary<string, PopulationActivity>.Empty;

    public QuantisedNetwork? Quantised { get; set; }

    public SpikeProgram? Program { get; set; }

    public ImmutableDictionary<string, CrossbarReport> Crossbars { get; set; } =
        ImmutableDictionary<string, CrossbarReport>.Empty;
}
