using System.Collections.Immutable;
using Neuro.Cli.Options;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Cli;

/// <summary>
/// Keeps the dialect's knobs in a program's metadata, so that the float network can be built again from the model in the package.
/// </summary>
internal static class DialectMetadata
{
    private const string Prefix = "dialect.";

    /// <summary><paramref name="program"/> with the knobs of <paramref name="dialect"/> noted.</summary>
    public static SpikeProgram Write(SpikeProgram program, Dialect dialect)
    {
        ImmutableSortedDictionary<string, string>.Builder metadata = program.Metadata.ToBuilder();
        metadata["dialect"] = dialect.Name;
        metadata[Prefix + "membrane"] = Words.Of(dialect.Membrane);
        metadata[Prefix + "synapse"] = Words.Of(dialect.Synapse);
        metadata[Prefix + "gain"] = Words.Of(dialect.Gain);
        metadata[Prefix + "reset"] = Words.Of(dialect.Reset);
        metadata[Prefix + "comparator"] = Words.Of(dialect.Comparator);
        metadata[Prefix + "decision"] = Words.Of(dialect.Decision);
        metadata[Prefix + "multi_spike"] = dialect.MultiSpike ? "true" : "false";
        metadata[Prefix + "input_lag"] = $"{dialect.InputLag}";
        metadata[Prefix + "recurrent_lag"] = $"{dialect.RecurrentLag}";
        return program with { Metadata = metadata.ToImmutable() };
    }

    /// <summary>The dialect that <paramref name="program"/> was compiled in; null where it does not say.</summary>
    public static Dialect? Read(SpikeProgram program)
    {
        string? Knob(string name) => program.Metadata.GetValueOrDefault(Prefix + name);
        if (program.Metadata.GetValueOrDefault("dialect") is not { } name || DialectRegistry.Find(name) is not { } dialect)
            return null;
        return dialect with
        {
            TimeStep = program.TimeStep,
            Membrane = Words.Parse<Integrator>(Knob("membrane")) ?? dialect.Membrane,
            Synapse = Words.Parse<Integrator>(Knob("synapse")) ?? dialect.Synapse,
            Gain = Words.Parse<InputGain>(Knob("gain")) ?? dialect.Gain,
            Reset = Words.Parse<ResetMode>(Knob("reset")) ?? dialect.Reset,
            Comparator = Words.Parse<Comparator>(Knob("comparator")) ?? dialect.Comparator,
            Decision = Words.Parse<SpikeDecision>(Knob("decision")) ?? dialect.Decision,
            MultiSpike = Knob("multi_spike") is { } multi ? multi == "true" : dialect.MultiSpike,
            InputLag = int.TryParse(Knob("input_lag"), out int input) ? input : dialect.InputLag,
            RecurrentLag = int.TryParse(Knob("recurrent_lag"), out int recurrent) ? recurrent : dialect.RecurrentLag,
        };
    }
}
