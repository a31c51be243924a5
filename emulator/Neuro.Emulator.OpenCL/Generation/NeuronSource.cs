using System.Text;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A micro-program as OpenCL C: one statement for each instruction that matters, on the values v0, v1, ….</summary>
internal sealed class NeuronSource
{
    private readonly PopulationLayout _population;
    private readonly BodyAnalysis _body;
    private readonly Dictionary<string, DeviceArray> _arrays;
    private readonly ulong _seed;

    /// <summary>The micro-program of <paramref name="population"/>, whose arrays are added to
    /// <paramref name="constants"/>.</summary>
    public NeuronSource(PopulationLayout population, ProgramAnalysis analysis, ConstantPool constants)
    {
        NeuronLayout kernel = population.Kernel!;
        _population = population;
        _body = new(kernel, analysis.Values(population.Definition.Name), population.UnitPayloads);
        _seed = kernel.Seed;
        _arrays = [];
        foreach (string name in kernel.Micro.Parameters.Concat(kernel.Micro.Tables))
        {
            if (kernel.Binding(name) is { IsArray: true } binding)
                _arrays[name] = constants.Add(kernel.Array(binding));
            else if (kernel.Micro.Tables.Contains(name))
                _arrays[name] = constants.Add([kernel.Binding(name).Scalar]);
        }
    }

    /// <summary>The index of the value that is emitted; null where nothing is.</summary>
    public int? Emitted => _body.Emitted;

    /// <summary>The statements of one step of neuron n at tick, on the slot's numbers s and l; key1 is the key's upper word.
    /// </summary>
    public string Body()
    {
        StringBuilder text = new();
        MicroProgram micro = _population.Kernel!.Micro;
        for (int i = 0; i < micro.Body.Length; i++)
        {
            if (_body.IsLive(i) && micro.Body[i].Op is not (OpCode.Store or OpCode.Emit))
                text.Append($"int v{i} = {Value(i, micro.Body[i])};\n");
        }
        foreach (Instruction store in micro.Body.Where(i => i.Op == OpCode.Store))
        {
            long place = _population.States[_population.Kernel.StateArray(store.Symbol!)];
            text.Append($"s[{C.Long(place)} + n] = v{store.Operands[0]};\n");
        }
        for (int port = 0; port < _population.Sums.Length; port++)
        {
            if (_population.Sums[port] >= 0)
                text.Append($"{(_population.IsWide(port) ? 'l' : 's')}[{C.Long(_population.Sums[port])} + n] = 0;\n");
        }
        return text.ToString();
    }

    private string Value(int index, Instruction i)
    {
        if (_body.Constant(index) is { } constant)
            return C.Int(constant);
        string A() => $"v{i.Operands[0]}";
        string B() => $"v{i.Operands[1]}";
        return i.Op switch
        {
            OpCode.Param => $"{_arrays[i.Symbol!].Pointer}[n]",
            OpCode.State => $"s[{C.Long(_population.States[_population.Kernel!.StateArray(i.Symbol!)])} + n]",
            OpCode.Accumulator => Sum(_population.Kernel!.Ports.IndexOf(i.Symbol!)),
            OpCode.Lut => $"{_arrays[i.Symbol!].Pointer}[clamp_({A()}, 0, {_population.Kernel!.TableLength(i.Symbol!) - 1})]",
            OpCode.Add => $"add_({A()}, {B()})",
            OpCode.Sub => $"sub_({A()}, {B()})",
            OpCode.Neg => $"sub_(0, {A()})",
            OpCode.Abs => $"abs_({A()})",
            OpCode.Min => $"min_({A()}, {B()})",
            OpCode.Max => $"max_({A()}, {B()})",
            OpCode.And => $"{A()} & {B()}",
            OpCode.Or => $"{A()} | {B()}",
            OpCode.Xor => $"{A()} ^ {B()}",
            OpCode.Shl => $"(int)((uint){A()} << {i.Immediate})",
            OpCode.Shr => Shifted(A(), index, i, "i"),
            OpCode.MulShift => Product(index, i, A(), B()),
            OpCode.DivShift => $"(int)divide_((long)((ulong)(long){A()} << {i.Immediate}), {B()}, {(int)i.Rounding})",
            OpCode.Eq => $"{A()} == {B()}",
            OpCode.Ne => $"{A()} != {B()}",
            OpCode.Lt => $"{A()} < {B()}",
            OpCode.Le => $"{A()} <= {B()}",
            OpCode.Gt => $"{A()} > {B()}",
            OpCode.Ge => $"{A()} >= {B()}",
            OpCode.Select => $"{A()} != 0 ? {B()} : v{i.Operands[2]}",
            OpCode.Sat when _body.IsIdentity(index) => A(),
            OpCode.Wrap when _body.IsIdentity(index) => A(),
            OpCode.Sat => Saturated(A(), i.Immediate),
            OpCode.Wrap => $"(int)((uint){A()} << {32 - i.Immediate}) >> {32 - i.Immediate}",
            OpCode.Rand => $"(int)({Word(index)} >> {32 - i.Immediate})",
            _ => throw new InvalidOperationException($"operation {i.Op}"),
        };
    }

    private static string Saturated(string a, int bits)
    {
        long limit = 1L << (bits - 1);
        return bits == 32 ? a : $"clamp_({a}, {C.Int((int)-limit)}, {C.Int((int)(limit - 1))})";
    }

    // A 64-bit sum is clamped where it is read; the sums are kept without sign.
    private string Sum(int port) => _population.IsWide(port)
        ? $"saturate_(l[{C.Long(_population.Sums[port])} + n])"
        : $"s[{C.Long(_population.Sums[port])} + n]";

    private string Product(int index, Instruction i, string a, string b)
    {
        if (i.Immediate == 0)
            return $"(int)((uint){a} * (uint){b})";
        return _body.ProductFits32(index)
            ? Shifted($"{a} * {b}", index, i, "i")
            : $"(int){Shifted($"(long){a} * {b}", index, i, "l")}";
    }

    private string Shifted(string value, int index, Instruction i, string width) => i.Immediate == 0 ? value : i.Rounding switch
    {
        Rounding.Floor => $"floor_{width}({value}, {i.Immediate})",
        Rounding.TowardZero => $"zero_{width}({value}, {i.Immediate})",
        Rounding.Nearest => $"nearest_{width}({value}, {i.Immediate})",
        Rounding.NearestEven => $"even_{width}({value}, {i.Immediate})",
        _ => $"stochastic_{width}({value}, {i.Immediate}, {Word(index)})",
    };

    // SEMANTICS.md, section 6.
    private string Word(int index) =>
        $"philox_(tick, {_population.Ordinal}, n, {_body.Draw(index)}, {(uint)_seed}u, key1).x";
}
