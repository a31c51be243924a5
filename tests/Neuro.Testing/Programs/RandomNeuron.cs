using Neuro.Ir;

namespace Neuro.Testing.Programs;

/// <summary>
/// Random micro-programs: the skeleton of a leaky integrator now and then, and a random body over every operation. What is stored
/// passes through a clamp, so that the verifier can prove that it fits.
/// </summary>
internal sealed class RandomNeuron
{
    private readonly Random _random;
    private readonly MicroProgramBuilder _b;
    private readonly RandomBody _body;
    private readonly Dictionary<string, (int Bits, bool Signed)> _states = [];
    private int _payloadBound = 1;

    private RandomNeuron(Random random, string name)
    {
        _random = random;
        _b = new(name);
        _body = new(random, _b);
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
        _body.Add(input);
        if (_random.Chance(0.4))
            _body.Add(_b.Accumulator("aux"));
        for (int i = _random.Next(3); i > 0; i--)
            _body.Add(_b.Param($"p{i}"));
        for (int i = _random.Next(3); i > 0; i--)
            _body.Add(State($"s{i}"));
        _body.Add(_random.Number());
        if (_random.Chance(0.75))
            WriteIntegrator(input);
        for (int i = _random.Next(1, 16); i > 0; i--)
            _body.Extend();
        foreach (string state in _states.Keys.Where(s => s != "v"))
        {
            if (_random.Chance(0.85))
                _b.Store(state, _body.Fit(_body.Any(), _states[state]));
        }
        if (!_states.ContainsKey("v") && _random.Chance(0.95))
            Emit(_b.Gt(_body.Any(), _body.Any()));
    }

    /// <summary>v ← decay · v + in; spike where v passes a threshold; reset to zero, by subtraction or to a value.</summary>
    private void WriteIntegrator(Value input)
    {
        Value v = State("v");
        (int bits, _) = _states["v"];
        int shift = _random.Next(4, 24);
        int decay = (int)((1L << shift) * (0.5 + 0.5 * _random.NextDouble()));
        Value leaked = _b.MulShift(v, _random.Chance(0.5) ? _b.Param("decay") : decay, shift, _random.Pick(RandomBody.Roundings));
        Value drive = _random.Chance(0.3) ? _b.Add(input, _body.Any()) : input;
        Value charged = _b.Sat(_b.Add(leaked, drive), Math.Max(bits, 8), "charged");
        Value threshold = _b.Param("threshold");
        Value fired = _random.Chance(0.5) ? _b.Gt(charged, threshold, "fired") : _b.Ge(charged, threshold, "fired");
        Value reset = _random.Next(3) switch { 0 => 0, 1 => _b.Sub(charged, threshold), _ => _random.Next(-20, 20) };
        _b.Store("v", _body.Fit(_b.Select(fired, reset, charged), _states["v"]));
        _body.Add(v);
        _body.Add(charged);
        _body.Add(fired);
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
        _b.Emit(_b.Select(fired, _b.Sat(_body.Any(), bits), 0));
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
}
