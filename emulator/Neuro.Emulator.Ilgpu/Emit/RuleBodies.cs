using System.Collections.Immutable;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Emit;

/// <summary>What emitters for devices want to know of the rules of plasticities.</summary>
internal static class RuleBodies
{
    // The second word of the counters of rules' draws begins here.
    private const int FirstObject = 1 << 30;

    /// <summary>The number in <paramref name="program"/> of the first step of <paramref name="projection"/>.</summary>
    public static int FirstStep(SpikeProgram program, Projection projection) =>
        program.Projections.TakeWhile(p => p.Name != projection.Name).Sum(p => p.Plasticity?.Steps.Length ?? 0);

    /// <summary>
    /// The rule of a step: scalars that it is given are constants of it, what it stores counts where it updates, what it emits
    /// where something is done with it. Elements are 32 bits wide, wherever they come from.
    /// </summary>
    /// <param name="compiled">The program that is executed.</param>
    /// <param name="projection">The plastic projection.</param>
    /// <param name="step">Place of the step in its plasticity.</param>
    public static BodyAnalysis Of(CompiledProgram compiled, Projection projection, int step)
    {
        SpikeProgram program = compiled.Program;
        PlasticityStep definition = projection.Plasticity!.Steps[step];
        MicroProgram micro = program.Rules.First(r => r.Name == definition.Rule);
        bool updates = definition.Kind == StepKind.Update;
        RuleLayout layout = new(
            micro, program.Seed, FirstObject + FirstStep(program, projection) + step,
            [.. micro.Parameters.Select(p => new RuleOperand(Constant(definition.Inputs[p])))],
            [.. Enumerable.Repeat(ElementType.Int32, micro.States.Length)],
            [.. micro.Tables.Select(t => program.Array(definition.Tables[t]).Length)])
        {
            IsPadded = false,
            IsNumbered = true,
            Stores = updates,
            Emits = !updates || projection.Plasticity.Commit is not null,
        };
        ImmutableArray<Interval> values = compiled.RuleValues(projection)[step];
        return new(layout, values, emitsUnitPayloads: false);
    }

    private static int? Constant(RuleInput input) =>
        input.Kind == RuleInputKind.Constant && !input.Value.IsArray ? input.Value.Scalar : null;
}
