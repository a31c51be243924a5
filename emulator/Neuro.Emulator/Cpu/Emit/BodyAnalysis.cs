using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>What an emitter wants to know of a micro-program's instructions beyond what they say.</summary>
internal sealed class BodyAnalysis
{
    private readonly ImmutableArray<Interval> _values;
    private readonly bool[] _live;
    private readonly bool[] _boolean;
    private readonly bool[] _usedAsNumber;
    private readonly int[] _draws;

    /// <summary>Analyses the micro-program of <paramref name="layout"/>.</summary>
    /// <param name="layout">What is built in.</param>
    /// <param name="values">For each instruction, every value it may have.</param>
    /// <param name="emitsUnitPayloads">Whether every event's payload is 1.</param>
    public BodyAnalysis(KernelLayout layout, ImmutableArray<Interval> values, bool emitsUnitPayloads)
    {
        Layout = layout;
        _values = values;
        EmitsUnitPayloads = emitsUnitPayloads;
        int length = layout.Micro.Body.Length;
        _live = new bool[length];
        _boolean = new bool[length];
        _usedAsNumber = new bool[length];
        _draws = new int[length];
        NumberDraws();
        FindBooleans();
        FindUses();
    }

    /// <summary>What is built in.</summary>
    public KernelLayout Layout { get; }

    /// <summary>Index of the instruction whose value is emitted, or null where nothing is.</summary>
    public int? Emitted { get; private set; }

    /// <summary>Whether every event's payload is 1, so that payloads need not be kept.</summary>
    public bool EmitsUnitPayloads { get; }

    /// <summary>The instruction's value where it is the same for all neurons and ticks, else null.</summary>
    public int? Constant(int index)
    {
        Instruction instruction = Layout.Micro.Body[index];
        return instruction.Op switch
        {
            OpCode.Const => instruction.Immediate,
            OpCode.Param => Layout.Constant(instruction.Symbol!),
            OpCode.Accumulator when !Layout.IsConnected(instruction.Symbol!) => 0,
            _ => null,
        };
    }

    /// <summary>Whether 32 bits hold every product of a MulShift, so that no 64-bit products are needed.</summary>
    public bool ProductFits32(int index)
    {
        Instruction instruction = Layout.Micro.Body[index];
        (Interval a, Interval b) = (_values[instruction.Operands[0]], _values[instruction.Operands[1]]);
        long largest = Math.Max(Math.Abs(a.Minimum), Math.Abs(a.Maximum)) * Math.Max(Math.Abs(b.Minimum), Math.Abs(b.Maximum));
        return largest <= int.MaxValue && instruction.Immediate <= 31;
    }

    /// <summary>Whether the operation leaves its operand as it is: a Sat or Wrap of what fits anyway.</summary>
    public bool IsIdentity(int index)
    {
        Instruction instruction = Layout.Micro.Body[index];
        if (instruction.Op is not (OpCode.Sat or OpCode.Wrap))
            return false;
        long limit = 1L << (instruction.Immediate - 1);
        return new Interval(-limit, limit - 1).Contains(_values[instruction.Operands[0]]);
    }

    /// <summary>For every store that has an effect, the instruction whose value is stored and the state.</summary>
    public IEnumerable<(int Value, string State)> Stores => Layout.Micro.Body
        .Where(i => i.Op == OpCode.Store && Layout.Stores).Select(i => (i.Operands[0], i.Symbol!));

    /// <summary>Whether a store or an event depends on the instruction.</summary>
    public bool IsLive(int index) => _live[index];

    /// <summary>Whether the instruction is a comparison, or a logical combination of such: it can be kept as a mask.</summary>
    public bool IsBoolean(int index) => _boolean[index];

    /// <summary>Whether something needs the number 0 or 1 of a boolean, not just its mask.</summary>
    public bool IsUsedAsNumber(int index) => _usedAsNumber[index];

    /// <summary>Number of the instruction's draw, counting all drawing instructions before it, live or not.</summary>
    public int Draw(int index) => _draws[index];

    private void NumberDraws()
    {
        int draws = 0;
        for (int i = 0; i < _draws.Length; i++)
        {
            _draws[i] = draws;
            if (Layout.Micro.Body[i].DrawsRandom)
                draws++;
        }
    }

    private void FindBooleans()
    {
        for (int i = 0; i < _boolean.Length; i++)
        {
            Instruction instruction = Layout.Micro.Body[i];
            _boolean[i] = instruction.Op switch
            {
                OpCode.Eq or OpCode.Ne or OpCode.Lt or OpCode.Le or OpCode.Gt or OpCode.Ge => true,
                OpCode.And or OpCode.Or or OpCode.Xor => instruction.Operands.All(o => _boolean[o]),
                _ => false,
            };
        }
    }

    // From the last instruction to the first, so that every use is seen before its definition.
    private void FindUses()
    {
        for (int i = _live.Length - 1; i >= 0; i--)
        {
            Instruction instruction = Layout.Micro.Body[i];
            if (instruction.Op == OpCode.Emit && Layout.Emits)
                Emitted = instruction.Operands[0];
            _live[i] |= (instruction.Op == OpCode.Store && Layout.Stores) || (instruction.Op == OpCode.Emit && Layout.Emits);
            if (!_live[i])
                continue;
            for (int o = 0; o < instruction.Operands.Length; o++)
            {
                int operand = instruction.Operands[o];
                _live[operand] = true;
                bool asMask = _boolean[i] && instruction.Op is OpCode.And or OpCode.Or or OpCode.Xor
                    || (instruction.Op == OpCode.Select && o == 0)
                    || (instruction.Op == OpCode.Emit && EmitsUnitPayloads);
                _usedAsNumber[operand] |= !asMask;
            }
        }
    }
}
