using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>What an emitter wants to know of a micro-program's instructions beyond what they say.</summary>
internal sealed class BodyAnalysis
{
    private readonly KernelLayout _layout;
    private readonly bool[] _live;
    private readonly bool[] _boolean;
    private readonly bool[] _usedAsNumber;
    private readonly int[] _draws;

    /// <summary>Analyses the micro-program of <paramref name="layout"/>.</summary>
    public BodyAnalysis(KernelLayout layout)
    {
        _layout = layout;
        int length = layout.Micro.Body.Length;
        _live = new bool[length];
        _boolean = new bool[length];
        _usedAsNumber = new bool[length];
        _draws = new int[length];
        NumberDraws();
        FindBooleans();
        FindUses();
    }

    /// <summary>Index of the instruction whose value is emitted, or null where nothing is.</summary>
    public int? Emitted { get; private set; }

    /// <summary>Whether every event's payload is 1, so that payloads need not be kept.</summary>
    public bool EmitsUnitPayloads => Emitted is not { } payload || IsZeroOrOne(payload);

    /// <summary>The instruction's value where it is the same for all neurons and ticks, else null.</summary>
    public int? Constant(int index)
    {
        Instruction instruction = _layout.Micro.Body[index];
        return instruction.Op switch
        {
            OpCode.Const => instruction.Immediate,
            OpCode.Param when _layout.Binding(instruction.Symbol!) is { IsArray: false } binding => binding.Scalar,
            OpCode.Accumulator when !_layout.ConnectedPorts[_layout.Ports.IndexOf(instruction.Symbol!)] => 0,
            _ => null,
        };
    }

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
            if (_layout.Micro.Body[i].DrawsRandom)
                draws++;
        }
    }

    private void FindBooleans()
    {
        for (int i = 0; i < _boolean.Length; i++)
        {
            Instruction instruction = _layout.Micro.Body[i];
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
            Instruction instruction = _layout.Micro.Body[i];
            if (instruction.Op == OpCode.Emit)
                Emitted = instruction.Operands[0];
            _live[i] |= instruction.Op is OpCode.Store or OpCode.Emit;
            if (!_live[i])
                continue;
            for (int o = 0; o < instruction.Operands.Length; o++)
            {
                int operand = instruction.Operands[o];
                _live[operand] = true;
                bool asMask = _boolean[i] && instruction.Op is OpCode.And or OpCode.Or or OpCode.Xor
                    || (instruction.Op == OpCode.Select && o == 0)
                    || instruction.Op == OpCode.Emit;
                _usedAsNumber[operand] |= !asMask;
            }
        }
    }

    private bool IsZeroOrOne(int index)
    {
        Instruction instruction = _layout.Micro.Body[index];
        return _boolean[index] || instruction.Op switch
        {
            OpCode.Const => instruction.Immediate is 0 or 1,
            OpCode.Rand => instruction.Immediate == 1,
            OpCode.Select => IsZeroOrOne(instruction.Operands[1]) && IsZeroOrOne(instruction.Operands[2]),
            OpCode.And => instruction.Operands.Any(IsZeroOrOne),
            OpCode.Or or OpCode.Xor or OpCode.Min or OpCode.Max => instruction.Operands.All(IsZeroOrOne),
            OpCode.Param => _layout.Binding(instruction.Symbol!) is { IsArray: false, Scalar: 0 or 1 },
            OpCode.State => _layout.Micro.States.Single(s => s.Name == instruction.Symbol) is { Signed: false, Bits: 1 },
            _ => false,
        };
    }
}
