using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Targets.Odin;

/// <summary>
/// ODIN's spike-driven synaptic plasticity (sdsp_update.v): at an event of its row a synapse goes up by 1 where its neuron's flag
/// up is set, down by 1 where its flag down is, within 0 to 7. The chip updates the 8 synapses of a memory word before the first
/// of their neurons steps, so the flags are those that earlier events left, and the event itself delivers the old weight.
/// </summary>
internal static class SdspRule
{
    private const string Name = "sdsp", Delivered = "weight";

    /// <summary>The rule. "stored" is what the memory holds, "weight" what the synapse delivers: the same, or 0.</summary>
    public static MicroProgram Program { get; } = Build();

    /// <summary>The plasticity of the crossbar of <paramref name="image"/>.</summary>
    public static Plasticity Plasticity(ProgramParts parts, CrossbarImage image)
    {
        const string Prefix = ImageProgram.Crossbar;
        int[] bits = [.. image.Synapses.Select(b => (int)b)];
        int[] shape = [CrossbarChip.Size, CrossbarChip.Size];
        IrValue Of(string name, Func<int, bool> has) =>
            parts.Value($"{Prefix}.{name}", [.. bits.Select(b => has(b) ? 1 : 0)], shape);
        string stored = parts.Array(
            $"{Prefix}.{ImageProgram.Stored}", [.. bits.Select(b => b & SynapseBits.Weight)], false, shape);
        return new()
        {
            WeightMinimum = 0,
            WeightMaximum = SynapseBits.Weight,
            Always = true,
            Arrays = [new(ImageProgram.Stored, 3, false, IrValue.FromArray(stored))],
            Steps =
            [
                new()
                {
                    Rule = Name,
                    Trigger = StepTrigger.Pre,
                    Arrays = ImmutableSortedDictionary<string, string>.Empty
                        .Add(Delivered, Delivered).Add(ImageProgram.Stored, ImageProgram.Stored),
                    Inputs = ImmutableSortedDictionary<string, RuleInput>.Empty
                        .Add("up", new(RuleInputKind.PostState, Name: "up"))
                        .Add("down", new(RuleInputKind.PostState, Name: "down"))
                        .Add("learns", new(RuleInputKind.Constant, Of("learns", b => SynapseBits.Learns(image, b))))
                        .Add("delivers", new(RuleInputKind.Constant, Of("delivers", b => SynapseBits.Delivers(image, b)))),
                },
            ],
        };
    }

    /// <summary>The synapse memory of a program of an image, as it is now.</summary>
    public static byte[] Bits(SpikeProgram program, Projection crossbar)
    {
        const int Synapses = CrossbarChip.Size * CrossbarChip.Size;
        Plasticity plasticity = crossbar.Plasticity!;
        int[] Of(IrValue value) => program.Values(value, Synapses);
        SynapseArray? stored = plasticity.Arrays.FirstOrDefault(a => a.Name == ImageProgram.Stored);
        if (stored is null || plasticity.Steps is not [var step] || !step.Inputs.TryGetValue("learns", out RuleInput? learns)
            || !step.Inputs.TryGetValue("delivers", out RuleInput? delivers))
            throw new DiagnosticException(
                DiagnosticCatalog.ChipNotExpressible.At(program.Name, $"'{crossbar.Name}' learns by a rule that is not ODIN's"));
        (int[] weights, int[] learning, int[] delivering) = (Of(stored.Initial), Of(learns.Value), Of(delivers.Value));
        if (weights.AsSpan().ContainsAnyExceptInRange(0, SynapseBits.Weight))
            throw new DiagnosticException(DiagnosticCatalog.ChipNotExpressible.At(
                program.Name, $"'{crossbar.Name}' stores weights beyond 0 to {SynapseBits.Weight}"));
        // Where a register lets all synapses learn, or deliver, the map bit only says the other.
        return [.. weights.Select((w, s) => (byte)(w | (learning[s] != 0 && delivering[s] != 0 ? SynapseBits.Mapped : 0)))];
    }

    private static MicroProgram Build()
    {
        MicroProgramBuilder code = new MicroProgramBuilder(Name);
        Value stored = code.State(ImageProgram.Stored, 3, signed: false);
        Value learns = code.Param("learns");
        Value rise = code.And(code.Param("up"), learns, "rise"), fall = code.And(code.Param("down"), learns, "fall");
        Value moved = code.Sub(code.Add(stored, rise), fall, "moved");
        Value next = code.Max(code.Min(moved, SynapseBits.Weight), 0, "next");
        code.Store(ImageProgram.Stored, next);
        code.State(Delivered, 3, signed: false);
        code.Store(Delivered, code.Select(code.Param("delivers"), next, 0));
        return code.Build();
    }
}
