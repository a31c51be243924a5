using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Templates;

/// <summary>The registry of neurons. A new one is a file beside this and a line below.</summary>
public static class NeuronTemplates
{
    /// <summary>Every template, from the simplest.</summary>
    public static ImmutableArray<NeuronTemplate> All { get; } =
    [
        .. LinearTemplates.All,
        AdaptiveLif.Template,
        Izhikevich.Template,
        ConductanceLif.Template,
        LoihiNeuron.Template,
        LoihiAdaptive.Template,
        LoihiSigmaDelta.Template,
        TinyOdinNeuron.Template,
        OdinNeuron.Template,
        XyloNeuron.Template,
        DynapcnnNeuron.Template,
        RancNeuron.Template,
        RispNeuron.Template,
    ];

    /// <summary>The template called <paramref name="name"/>, in any case.</summary>
    /// <exception cref="DiagnosticException">There is none.</exception>
    public static NeuronTemplate Find(string name) =>
        All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new DiagnosticException(DiagnosticCatalog.TemplateUnknown.At(
            null, name, string.Join(", ", All.Select(t => t.Name))));

    /// <summary>A neuron that a user wrote: the "neuron" block of <paramref name="text"/>, checked by the verifier.</summary>
    /// <param name="text">The text; TEXT.md has the grammar.</param>
    /// <param name="name">What diagnostics call the text: its file.</param>
    /// <exception cref="DiagnosticException">The text is not of the grammar, or the neuron breaks a rule.</exception>
    public static MicroProgram Load(string text, string name)
    {
        MicroProgram program = MicroProgramText.Parse(text, name);
        ImmutableArray<Diagnostic> findings = ProgramVerifier.Verify(program);
        return findings.IsEmpty ? program : throw new DiagnosticException(findings);
    }
}
