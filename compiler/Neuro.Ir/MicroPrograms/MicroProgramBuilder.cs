using System.Collections.Immutable;
using System.Globalization;

namespace Neuro.Ir;

/// <summary>
/// Writes a <see cref="MicroProgram"/> instruction by instruction. Leaves (constants, parameters, states, accumulators) are read
/// once, just before their first use, and are called what they read; results are called as asked or t0, t1, ….
/// </summary>
/// <param name="name">The micro-program's name.</param>
public sealed class MicroProgramBuilder(string name)
{
    private readonly List<AccumulatorDeclaration> _accumulators = [];
    private readonly List<string> _parameters = [];
    private readonly List<string> _tables = [];
    private readonly List<StateDeclaration> _states = [];
    private readonly List<Instruction> _body = [];
    private readonly Dictionary<(OpCode Op, int Immediate, string? Symbol), int> _leaves = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private string _kind = "";
    private ImmutableSortedDictionary<string, string> _options =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private int _unnamed;

    /// <summary>Records the template the program comes from and its options.</summary>
    public MicroProgramBuilder Kind(string kind, params IEnumerable<(string Name, string Value)> options)
    {
        _kind = kind;
        foreach ((string option, string value) in options) _options = _options.SetItem(option, value);
        return this;
    }

    /// <summary>Declares a port where it is new; the sum of what arrived in this tick.</summary>
    public Value Accumulator(string port, int bits = 32)
    {
        if (!_accumulators.Exists(a => a.Name == port))
        {
            Declare(port);
            _accumulators.Add(new(port, bits));
        }
        return new(OpCode.Accumulator, 0, port);
    }

    /// <summary>Declares a parameter where it is new; its value.</summary>
    public Value Param(string parameter)
    {
        if (!_parameters.Contains(parameter))
        {
            Declare(parameter);
            _parameters.Add(parameter);
        }
        return new(OpCode.Param, 0, parameter);
    }

    /// <summary>Declares a state where it is new; its value at the start of the step.</summary>
    public Value State(string state, int bits, bool signed = true)
    {
        if (!_states.Exists(s => s.Name == state))
        {
            Declare(state);
            _states.Add(new(state, bits, signed));
        }
        return new(OpCode.State, 0, state);
    }

    /// <summary>Declares <paramref name="table"/> where it is new; its element at
    /// <paramref name="index"/>, clamped to its ends.</summary>
    public Value Lut(string table, Value index, string? name = null)
    {
        if (!_tables.Contains(table))
        {
            Declare(table);
            _tables.Add(table);
        }
        return Append(OpCode.Lut, name, [index], symbol: table);
    }

    /// <summary>The constant <paramref name="value"/>.</summary>
    public Value Const(int value) => value;

    /// <summary>a + b, modulo 2^32.</summary>
    public Value Add(Value a, Value b, string? name = null) => Append(OpCode.Add, name, [a, b]);

    /// <summary>a − b, modulo 2^32.</summary>
    public Value Sub(Value a, Value b, string? name = null) => Append(OpCode.Sub, name, [a, b]);

    /// <summary>−a, modulo 2^32.</summary>
    public Value Neg(Value a, string? name = null) => Append(OpCode.Neg, name, [a]);

    /// <summary>|a|, modulo 2^32.</summary>
    public Value Abs(Value a, string? name = null) => Append(OpCode.Abs, name, [a]);

    /// <summary>The smaller of a and b.</summary>
    public Value Min(Value a, Value b, string? name = null) => Append(OpCode.Min, name, [a, b]);

    /// <summary>The larger of a and b.</summary>
    public Value Max(Value a, Value b, string? name = null) => Append(OpCode.Max, name, [a, b]);

    /// <summary>Bitwise and.</summary>
    public Value And(Value a, Value b, string? name = null) => Append(OpCode.And, name, [a, b]);

    /// <summary>Bitwise or.</summary>
    public Value Or(Value a, Value b, string? name = null) => Append(OpCode.Or, name, [a, b]);

    /// <summary>Bitwise exclusive or.</summary>
    public Value Xor(Value a, Value b, string? name = null) => Append(OpCode.Xor, name, [a, b]);

    /// <summary>a · 2^shift, modulo 2^32.</summary>
    public Value Shl(Value a, int shift, string? name = null) => Append(OpCode.Shl, name, [a], shift);

    /// <summary>a / 2^shift, rounded.</summary>
    public Value Shr(Value a, int shift, Rounding rounding, string? name = null) =>
        Append(OpCode.Shr, name, [a], shift, rounding);

    /// <summary>(a · b) / 2^shift, rounded, modulo 2^32.</summary>
    public Value MulShift(Value a, Value b, int shift, Rounding rounding, string? name = null) =>
        Append(OpCode.MulShift, name, [a, b], shift, rounding);

    /// <summary>(a · 2^shift) / b, rounded, modulo 2^32; 0 where b is 0.</summary>
    public Value DivShift(Value a, Value b, int shift, Rounding rounding, string? name = null) =>
        Append(OpCode.DivShift, name, [a, b], shift, rounding);

    /// <summary>1 if a = b, else 0.</summary>
    public Value Eq(Value a, Value b, string? name = null) => Append(OpCode.Eq, name, [a, b]);

    /// <summary>1 if a ≠ b, else 0.</summary>
    public Value Ne(Value a, Value b, string? name = null) => Append(OpCode.Ne, name, [a, b]);

    /// <summary>1 if a &lt; b, else 0.</summary>
    public Value Lt(Value a, Value b, string? name = null) => Append(OpCode.Lt, name, [a, b]);

    /// <summary>1 if a ≤ b, else 0.</summary>
    public Value Le(Value a, Value b, string? name = null) => Append(OpCode.Le, name, [a, b]);

    /// <summary>1 if a &gt; b, else 0.</summary>
    public Value Gt(Value a, Value b, string? name = null) => Append(OpCode.Gt, name, [a, b]);

    /// <summary>1 if a ≥ b, else 0.</summary>
    public Value Ge(Value a, Value b, string? name = null) => Append(OpCode.Ge, name, [a, b]);

    /// <summary><paramref name="then"/> where the condition is not 0, else <paramref name="otherwise"/>.</summary>
    public Value Select(Value condition, Value then, Value otherwise, string? name = null) =>
        Append(OpCode.Select, name, [condition, then, otherwise]);

    /// <summary>a clamped to a signed integer of <paramref name="bits"/> bits.</summary>
    public Value Sat(Value a, int bits, string? name = null) => Append(OpCode.Sat, name, [a], bits);

    /// <summary>The low <paramref name="bits"/> bits of a, sign-extended.</summary>
    public Value Wrap(Value a, int bits, string? name = null) => Append(OpCode.Wrap, name, [a], bits);

    /// <summary><paramref name="bits"/> uniform random bits.</summary>
    public Value Rand(int bits, string? name = null) => Append(OpCode.Rand, name, [], bits);

    /// <summary>The value of <paramref name="state"/>, which must be declared, from the next step on.</summary>
    public void Store(string state, Value value)
    {
        if (!_states.Exists(s => s.Name == state))
            throw new InvalidOperationException($"'{name}' has no state '{state}'");
        Append(OpCode.Store, "", [value], symbol: state);
    }

    /// <summary>Emits an event with <paramref name="payload"/> where it is not 0.</summary>
    public void Emit(Value payload) => Append(OpCode.Emit, "", [payload]);

    /// <summary>The program written so far.</summary>
    public MicroProgram Build() => new()
    {
        Name = name,
        Kind = _kind,
        Options = _options,
        Accumulators = [.. _accumulators],
        Parameters = [.. _parameters],
        Tables = [.. _tables],
        States = [.. _states],
        Body = [.. _body],
    };

    /// <summary>The name a leaf has unless it is given another: what it reads, or the constant's digits.</summary>
    internal static string LeafName(OpCode op, int immediate, string? symbol) =>
        op == OpCode.Const ? immediate.ToString(CultureInfo.InvariantCulture) : symbol!;

    /// <summary>Appends an instruction of any operation; the named methods above are its public face.</summary>
    internal Value Append(
        OpCode op, string? resultName, ReadOnlySpan<Value> operands, int immediate = 0, Rounding rounding = Rounding.Floor,
        string? symbol = null)
    {
        ImmutableArray<int>.Builder indices = ImmutableArray.CreateBuilder<int>(operands.Length);
        foreach (Value operand in operands) indices.Add(IndexOf(operand));
        string chosen = resultName ?? Unnamed();
        if (chosen.Length > 0 && !_names.Add(chosen))
            throw new InvalidOperationException($"'{name}' has two values called '{chosen}'");
        _body.Add(new Instruction(op, chosen, indices.MoveToImmutable(), immediate, rounding, symbol));
        return new(_body.Count - 1);
    }

    private int IndexOf(Value value)
    {
        if (value.Op is not { } op) return value.Index;
        if (!_leaves.TryGetValue((op, value.Immediate, value.Symbol), out int index))
        {
            index = _body.Count;
            _leaves.Add((op, value.Immediate, value.Symbol), index);
            _body.Add(new Instruction(
                op, LeafName(op, value.Immediate, value.Symbol), [], value.Immediate, Symbol: value.Symbol));
        }
        return index;
    }

    private void Declare(string symbol)
    {
        if (!_names.Add(symbol))
            throw new InvalidOperationException(
                $"'{name}' already has a port, parameter, table, state or value called '{symbol}'");
    }

    private string Unnamed()
    {
        while (_names.Contains($"t{_unnamed}")) _unnamed++;
        return $"t{_unnamed++}";
    }
}
