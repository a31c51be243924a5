using System.Text;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>
/// A micro-program as OpenCL C: one statement for each instruction that matters, on the values v0, v1, …. tick and key1, the
/// upper word of the random generator's key, are in scope.
/// </summary>
/// <param name="body">The micro-program, analysed.</param>
/// <param name="element">The variable that numbers what it is executed for.</param>
internal abstract class MicroSource(BodyAnalysis body, string element)
{
    /// <summary>The index of the value that is emitted; null where nothing is.</summary>
    public int? Emitted => body.Emitted;

    /// <summary>The micro-program.</summary>
    protected MicroProgram Micro => body.Layout.Micro;

    /// <summary>A parameter that is not constant.</summary>
    protected abstract string Parameter(string name);

    /// <summary>A state.</summary>
    protected abstract string State(string name);

    /// <summary>A port's sum.</summary>
    protected abstract string Sum(string port);

    /// <summary>A table's elements.</summary>
    protected abstract string Table(string name);

    /// <summary>The statements that compute what is stored and emitted.</summary>
    protected string Values()
    {
        StringBuilder text = new();
        for (int i = 0; i < Micro.Body.Length; i++)
        {
            if (body.IsLive(i) && Micro.Body[i].Op is not (OpCode.Store or OpCode.Emit))
                text.Append($"int v{i} = {Value(i, Micro.Body[i])};\n");
        }
        return text.ToString();
    }

    /// <summary>The statements that store.</summary>
    protected string Stores() => string.Concat(body.Stores.Select(store => $"{State(store.State)} = v{store.Value};\n"));

    private string Value(int index, Instruction i)
    {
        if (body.Constant(index) is { } constant)
            return C.Int(constant);
        string A() => $"v{i.Operands[0]}";
        string B() => $"v{i.Operands[1]}";
        return i.Op switch
        {
            OpCode.Param => Parameter(i.Symbol!),
            OpCode.State => State(i.Symbol!),
            OpCode.Accumulator => Sum(i.Symbol!),
            OpCode.Lut => $"{Table(i.Symbol!)}[clamp_({A()}, 0, {body.Layout.TableLength(i.Symbol!) - 1})]",
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
            OpCode.Sat when body.IsIdentity(index) => A(),
            OpCode.Wrap when body.IsIdentity(index) => A(),
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

    private string Product(int index, Instruction i, string a, string b)
    {
        if (i.Immediate == 0)
            return $"(int)((uint){a} * (uint){b})";
        return body.ProductFits32(index)
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
        $"philox_(tick, {(uint)body.Layout.Ordinal}u, {element}, {body.Draw(index)}, {(uint)body.Layout.Seed}u, key1).x";
}
