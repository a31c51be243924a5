using Neuro.Ir;

namespace Neuro.Testing.Programs;

/// <summary>
/// Random micro-programs: the skeleton of a leaky integrator now and then, and a random body over every operation. What is stored
/// passes through a clamp, so that the verifier can prove that it fits.
/// </summary>
internal sealed class RandomNeuron
{
    private static readonly Rounding[] Roundings = Enum.GetValues<Rounding>();

    private readonly Random _random;
    private readonly MicroProgramBuilder _b;
    private readonly List<Value> _pool = [];
    private readonly Dictionary<string, (int Bits, bool Signed)> _states = [];
    private int _payloadBound = 1;

    private RandomNeuron(Random random, string name)
    {
        _random = random;
        _b = new(name);
    }

    /// <summary>A micro-program, and the largest magnitude of a payload that it can emit.</summary>
    public static (MicroProgram Program, int PayloadBound) Generate(Random random, string name)
    {
        RandomNeuron neuron = new(random, name);
        neuron.Write();
        return (neuron._b.Build(), neuron._payloadBound);
    }

    private void Write()
    {
        Value input = _b.Accumulator("in");
        _pool.Add(input);
        if (_random.Chance(0.4))
            _pool.Add(_b.Accumulator("aux"));
        for (int i = _random.Next(3); i > 0; i--)
            _pool.Add(_b.Param($"p{i}"));
        for (int i = _random.Next(3); i > 0; i--)
            _pool.Add(State($"s{i}"));
        _pool.Add(_random.Number());
        if (_random.Chance(0.75))
            WriteIntegrator(input);
        for (int i = _random.Next(1, 16); i > 0; i--)
            _pool.Add(RandomOperation());
        foreach (string state in _states.Keys.Where(s => s != "v"))
        {
            if (_random.Chance(0.85))
                _b.Store(state, Fit(Any(), _states[state]));
        }
        if (!_states.ContainsKey("v") && _random.Chance(0.95))
            Emit(_b.Gt(Any(), Any()));
    }

    /// <summary>v ← decay · v + in; spike where v passes a threshold; reset to zero, by subtraction or to a value.</summary>
    private void WriteIntegrator(Value input)
    {
        Value v = State("v");
        (int bits, _) = _states["v"];
        int shift = _random.Next(4, 24);
        int decay = (int)((1L << shift) * (0.5 + 0.5 * _random.NextDouble()));
        Value leaked = _b.MulShift(v, _random.Chance(0.5) ? _b.Param("decay") : decay, shift, _random.Pick(Roundings));
        Value drive = _random.Chance(0.3) ? _b.Add(input, Any()) : input;
        Value charged = _b.Sat(_b.Add(leaked, drive), Math.Max(bits, 8), "charged");
        Value threshold = _b.Param("threshold");
        Value fired = _random.Chance(0.5) ? _b.Gt(charged, threshold, "fired") : _b.Ge(charged, threshold, "fired");
        Value reset = _random.Next(3) switch { 0 => 0, 1 => _b.Sub(charged, threshold), _ => _random.Next(-20, 20) };
        _b.Store("v", Fit(_b.Select(fired, reset, charged), _states["v"]));
        _pool.AddRange([v, charged, fired]);
        Emit(fired);
    }

    private void Emit(Value fired)
    {
        if (_random.Chance(0.6))
        {
            _b.Emit(fired);
            return;
        }
        // A graded payload, possibly negative.
        int bits = _random.Next(2, 9);
        _payloadBound = 1 << (bits - 1);
        _b.Emit(_b.Select(fired, _b.Sat(Any(), bits), 0));
    }

    private Value State(string name)
    {
        bool signed = _random.Chance(0.8);
        int bits = name == "v" ? _random.Next(8, 33) : _random.Next(1, 33);
        if (!signed)
            bits = Math.Min(bits, 31);
        _states[name] = (bits, signed);
        return _b.State(name, bits, signed);
    }

    /// <summary>The value brought into a state's range.</summary>
    private Value Fit(Value value, (int Bits, bool Signed) state)
    {
        if (!state.Signed)
            return _b.Max(_b.Sat(value, state.Bits + 1), 0);
        return _random.Chance(0.7) ? _b.Sat(value, state.Bits) : _b.Wrap(value, state.Bits);
    }

    private Value RandomOperation()
    {
        OpCode op = (OpCode)_random.Next((int)OpCode.Add, (int)OpCode.Rand + 1);
        return op switch
        {
            OpCode.Add => _b.Add(Any(), Any()),
            OpCode.Sub => _b.Sub(Any(), Any()),
            OpCode.Neg => _b.Neg(Any()),
            OpCode.Abs => _b.Abs(Any()),
            OpCode.Min => _b.Min(Any(), Any()),
            OpCode.Max => _b.Max(Any(), Any()),
            OpCode.And => _b.And(Any(), Any()),
            OpCode.Or => _b.Or(Any(), Any()),
            OpCode.Xor => _b.Xor(Any(), Any()),
            OpCode.Shl => _b.Shl(Any(), _random.Within(0, 31)),
            OpCode.Shr => _b.Shr(Any(), _random.Within(0, 31), _random.Pick(Roundings)),
            OpCode.MulShift => _b.MulShift(Any(), Any(), _random.Within(0, 62), _random.Pick(Roundings)),
            OpCode.DivShift => _b.DivShift(Any(), Any(), _random.Within(0, 31), _random.Pick(Roundings[..4])),
            OpCode.Eq => _b.Eq(Any(), Any()),
            OpCode.Ne => _b.Ne(Any(), Any()),
            OpCode.Lt => _b.Lt(Any(), Any()),
            OpCode.Le => _b.Le(Any(), Any()),
            OpCode.Gt => _b.Gt(Any(), Any()),
            OpCode.Ge => _b.Ge(Any(), Any()),
            OpCode.Select => _b.Select(Any(), Any(), Any()),
            OpCode.Sat => _b.Sat(Any(), _random.Within(1, 32)),
            OpCode.Wrap => _b.Wrap(Any(), _random.Within(1, 32)),
            OpCode.Lut => _b.Lut(_random.Pick(["table0", "table1"]), Any()),
            _ => _b.Rand(_random.Within(1, 31)),
        };
    }

    /// <summary>Something computed so far, more often something recent, or a constant.</summary>
    private Value Any()
    {
        if (_random.Chance(0.1))
            return _random.Number();
        return _random.Chance(0.4) ? _pool[^_random.Next(1, Math.Min(4, _pool.Count) + 1)] : _random.Pick(_pool);
    }
}
