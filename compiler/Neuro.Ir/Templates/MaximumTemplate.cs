using System.Globalization;

namespace Neuro.Ir.Templates;

/// <summary>
/// The largest of several inputs, at ports in0, in1, …: max pooling. Of spike trains (no code) it gives the train whose count so
/// far is, after every tick, the largest count of any input:
/// <code>
/// c_p ← c_p + x_p;   e = clamp(max_p c_p − c, Minimum, Maximum);   c ← c + e;   emit e
/// </code>
/// Of coded numbers it gives out, in the next window, the largest number.
/// </summary>
public sealed record MaximumTemplate
{
    /// <summary>Number of inputs.</summary>
    public required int Ports { get; init; }

    /// <summary>How numbers become events; null for counts of spikes.</summary>
    public SpikeCode? Code { get; init; }

    /// <summary>Ticks of a window.</summary>
    public int Window { get; init; } = 1;

    /// <summary>Whether what arrives in a bitwise code is two's complement.</summary>
    public bool SignedInput { get; init; }

    /// <summary>Least number, or least payload of a tick.</summary>
    public int Minimum { get; init; }

    /// <summary>Largest number, or largest payload of a tick.</summary>
    public int Maximum { get; init; } = 1;

    /// <summary>Width of the accumulators: 32 or 64.</summary>
    public int AccumulatorBits { get; init; } = 32;

    /// <summary>The name of port <paramref name="index"/>.</summary>
    public static string Port(int index) => $"in{index.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The micro-program, called <paramref name="name"/>.</summary>
    public MicroProgram Expand(string name)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("maximum",
            ("ports", Text(Ports)), ("code", Code?.ToString().ToLowerInvariant() ?? "count"), ("window", Text(Window)));
        if (Code is { } kind) OfNumbers(code, kind);
        else OfCounts(code);
        return code.Build();
    }

    private void OfCounts(MicroProgramBuilder code)
    {
        Value? largest = null;
        for (int p = 0; p < Ports; p++)
        {
            Value x = code.Sat(code.Accumulator(Port(p), AccumulatorBits), WindowCode.SumBits);
            Value count = code.Sat(code.Add(code.State($"c{p}", WindowCode.SumBits), x), WindowCode.SumBits);
            code.Store($"c{p}", count);
            largest = largest is { } so ? code.Max(so, count) : count;
        }
        Value given = code.State("c", WindowCode.SumBits);
        Value step = code.Max(code.Min(code.Sub(largest!.Value, given), Maximum), Minimum, "e");
        code.Store("c", code.Sat(code.Add(given, step), WindowCode.SumBits));
        code.Emit(step);
    }

    private void OfNumbers(MicroProgramBuilder code, SpikeCode kind)
    {
        WindowCode window = new(code, kind, Window);
        Value? largest = null;
        for (int p = 0; p < Ports; p++)
        {
            Value x = window.Receive(Port(p), $"v{p}", SignedInput, AccumulatorBits);
            largest = largest is { } so ? code.Max(so, x) : x;
        }
        Value last = window.Last();
        window.Send(code.Max(code.Min(largest!.Value, Maximum), Minimum, "n"), last, Minimum, Maximum);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
