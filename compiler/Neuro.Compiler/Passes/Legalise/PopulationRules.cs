using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What a target's neurons can be and emit.</summary>
internal static class PopulationRules
{
    /// <summary>Synapses out of a neuron.</summary>
    public static IEnumerable<Diagnostic> FanOut(SpikeProgram program, TargetProfile target) =>
        target.Limits.FanOut is not { } limit
            ? []
            : from population in program.Populations
              where population.Size > 0
              let most = Footprint.FanOut(program, population.Name).Max()
              where most > limit
              select DiagnosticCatalog.FanOutTooLarge.At(population.Origin, population.Name, most, target.Name, limit);

    /// <summary>Synapses out of a neuron, in the mean of its population.</summary>
    public static IEnumerable<Diagnostic> FanOutAverage(SpikeProgram program, TargetProfile target) =>
        target.Limits.FanOutAverage is not { } limit
            ? []
            : from population in program.Populations
              where population.Size > 0
              let mean = Footprint.FanOut(program, population.Name).Average()
              where mean > limit
              select DiagnosticCatalog.FanOutAverageTooLarge.At(population.Origin, population.Name, mean, target.Name, limit);

    /// <summary>The magnitude and sign of events.</summary>
    public static IEnumerable<Diagnostic> Payloads(SpikeProgram program, TargetProfile target) =>
        program.Populations.Where(p => program.Projections.Any(q => q.Source == p.Name))
            .SelectMany(p => p.IsInput ? OfInput(p, target) : OfNeurons(program, p, target));

    /// <summary>The width of states; the emulator's is no limit.</summary>
    public static IEnumerable<Diagnostic> States(SpikeProgram program, TargetProfile target) =>
        from population in program.Populations
        where !population.IsInput && target.Arithmetic.Neurons is NeuronFamily.Linear or NeuronFamily.Risp
            && target.Arithmetic.StateBits < TargetProfile.Emulator.Arithmetic.StateBits
        let states = program.Neuron(population.Neuron!).States
        where !states.IsEmpty && states.Max(s => s.Bits) > target.Arithmetic.StateBits
        select DiagnosticCatalog.StatesTooWide.At(
            population.Origin, population.Name, states.Max(s => s.Bits), target.Name, target.Arithmetic.StateBits);

    /// <summary>Neurons of inputs and outputs.</summary>
    public static IEnumerable<Diagnostic> Interfaces(SpikeProgram program, TargetProfile target)
    {
        long inputs = program.Populations.Where(p => p.IsInput).Sum(p => (long)p.Size);
        if (target.Limits.Inputs is { } most && inputs > most)
            yield return DiagnosticCatalog.InputsTooMany.At(null, program.Name, inputs, target.Name, most);
        long outputs = program.Outputs.Sum(o => (long)program.Population(o).Size);
        if (target.Limits.Outputs is { } room && outputs > room)
            yield return DiagnosticCatalog.OutputsTooMany.At(null, program.Name, outputs, target.Name, room);
    }

    private static IEnumerable<Diagnostic> OfInput(Population population, TargetProfile target)
    {
        long largest = Math.Max(Math.Abs((long)population.PayloadMinimum), Math.Abs((long)population.PayloadMaximum));
        if (largest >> target.Arithmetic.PayloadBits > 0)
            yield return DiagnosticCatalog.PayloadTooLarge.At(
                population.Origin, population.Name, largest, target.Name, (1L << target.Arithmetic.PayloadBits) - 1);
        if (population.PayloadMinimum < 0 && !target.Arithmetic.SignedPayloads)
            yield return DiagnosticCatalog.PayloadSigned.At(population.Origin, population.Name, target.Name);
    }

    private static IEnumerable<Diagnostic> OfNeurons(SpikeProgram program, Population population, TargetProfile target)
    {
        if (!EmitsValues(program.Neuron(population.Neuron!))) yield break;
        if (target.Arithmetic.PayloadBits == 1)
            yield return DiagnosticCatalog.PayloadGraded.At(population.Origin, population.Name, target.Name);
        else if (!target.Arithmetic.SignedPayloads)
            yield return DiagnosticCatalog.PayloadSigned.At(population.Origin, population.Name, target.Name);
    }

    /// <summary>Whether the emitted value is a state or sum, not the outcome of a comparison or a count of spikes.</summary>
    private static bool EmitsValues(MicroProgram neuron)
    {
        Instruction? emit = neuron.Body.FirstOrDefault(i => i.Op == OpCode.Emit);
        return emit is not null && neuron.Body[emit.Operands[0]].Op is not (OpCode.Gt or OpCode.Ge or OpCode.Min);
    }
}
