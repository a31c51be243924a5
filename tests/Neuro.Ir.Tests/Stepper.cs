namespace Neuro.Ir.Tests;

/// <summary>One neuron of a micro-program, stepped by hand: the smallest possible interpreter.</summary>
internal sealed class Stepper(MicroProgram program, Dictionary<string, int> parameters)
{
    private readonly Dictionary<string, int> _states = program.States.ToDictionary(s => s.Name, _ => 0);

    /// <summary>A state between two steps.</summary>
    public int this[string state]
    {
        get => _states[state];
        set => _states[state] = value;
    }

    /// <summary>One step with the sums of its ports; the payload emitted, or 0.</summary>
    public int Step(params (string Port, int Sum)[] inputs)
    {
        Dictionary<string, int> ports = inputs.ToDictionary(i => i.Port, i => i.Sum);
        int[] values = new int[program.Body.Length];
        Dictionary<string, int> next = new(_states);
        int payload = 0;
        for (int k = 0; k < values.Length; k++)
        {
            Instruction i = program.Body[k];
            int Operand(int n) => i.Operands.Length > n ? values[i.Operands[n]] : 0;
            switch (i.Op)
            {
                case OpCode.Const: values[k] = i.Immediate; break;
                case OpCode.Param: values[k] = parameters[i.Symbol!]; break;
                case OpCode.State: values[k] = _states[i.Symbol!]; break;
                case OpCode.Accumulator: values[k] = ports.GetValueOrDefault(i.Symbol!); break;
                case OpCode.Store: next[i.Symbol!] = Operand(0); break;
                case OpCode.Emit: payload = Operand(0); break;
                default: values[k] = MicroOps.Evaluate(i.Op, Operand(0), Operand(1), Operand(2), i.Immediate, i.Rounding); break;
            }
        }
        foreach ((string state, int value) in next) _states[state] = value;
        return payload;
    }
}
