using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>
/// A division of a rule whose operands differ by target alone (a column's scale, say). A step that visits all synapses computes
/// it once
/// for each target instead of once for each synapse: divisions have no vector instruction.
/// </summary>
/// <param name="binding">The rule up to the division, which emits it.</param>
/// <param name="kernel">The rule's kernel along rows.</param>
/// <param name="map">The synapses: dense.</param>
/// <param name="slots">Number of slots.</param>
internal sealed unsafe class HoistedVector(RuleBinding binding, RuleKernel kernel, SynapseMap map, int slots) : RuleSource
{
    private readonly AlignedArray<int> _values = new((long)slots * map.Stride);

    /// <inheritdoc/>
    public override RuleAxis Axis => RuleAxis.Post;

    /// <inheritdoc/>
    public override nint Row(int slot, int part) => (nint)(_values.Pointer + (long)slot * map.Stride);

    /// <summary>The instructions of <paramref name="rule"/> that can be computed so.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="axis">What each parameter differs by.</param>
    public static IEnumerable<int> Find(MicroProgram rule, Func<string, RuleAxis> axis)
    {
        bool[] byTarget = new bool[rule.Body.Length];
        for (int i = 0; i < byTarget.Length; i++)
        {
            Instruction instruction = rule.Body[i];
            byTarget[i] = instruction.Op switch
            {
                OpCode.Param => axis(instruction.Symbol!) is RuleAxis.One or RuleAxis.Post,
                OpCode.State or OpCode.Store or OpCode.Emit => false,
                _ => !instruction.DrawsRandom && instruction.Operands.All(o => byTarget[o]),
            };
            if (byTarget[i] && instruction.Op == OpCode.DivShift)
                yield return i;
        }
    }

    /// <summary>The rule that emits what instruction <paramref name="index"/> of <paramref name="rule"/> computes.</summary>
    public static MicroProgram UpTo(MicroProgram rule, int index)
    {
        // Stores and emits before it become constants, so that instructions keep their numbers.
        IEnumerable<Instruction> before = rule.Body.Take(index + 1)
            .Select(i => OpCodes.HasResult(i.Op) ? i : new(OpCode.Const, "", []));
        return rule with { Body = [.. before, new(OpCode.Emit, "", [index])] };
    }

    /// <summary><paramref name="rule"/> with parameter <paramref name="name"/> in place of an instruction.</summary>
    public static MicroProgram Replace(MicroProgram rule, int index, string name) => rule with
    {
        Parameters = rule.Parameters.Add(name),
        Body = rule.Body.SetItem(index, new(OpCode.Param, rule.Body[index].Name, [], Symbol: name)),
    };

    /// <summary>Computes it for the targets of <paramref name="scope"/>.</summary>
    public void Prepare(in StepScope scope)
    {
        nint* arrays = stackalloc nint[binding.Arrays];
        nint* rows = stackalloc nint[binding.Arrays];
        int* scalars = stackalloc int[binding.Parameters.Length + 1];
        int start = map.Target.Start(scope.FirstPart);
        SynapseBlock block = new()
        {
            Count = map.Target.End(scope.EndPart - 1) - start,
            Target = start,
            TargetStep = 1,
            FirstPlace = start,
        };
        RuleFrame frame = new() { Arrays = arrays, Scalars = scalars, Tick = scope.Tick };
        binding.Begin(scope, rows, arrays, scalars, (int*)Row(scope.Slot, scope.FirstPart) + start);
        binding.Set(&frame, rows, block, RuleWay.AlongRows);
        kernel(&frame);
    }
}
