using System.Globalization;

namespace Neuro.Ir.Templates;

/// <summary>
/// Emits sat((x + bias) / 2^OutputShift) as a graded payload. Port "in"; parameter bias where there is one. It has no state,
/// unless x is the sum of a window of several ticks: then it emits once a window, in its last tick.
/// </summary>
public sealed record RelayTemplate
{
    /// <summary>Whether parameter bias is added; it must fit 30 bits.</summary>
    public bool Bias { get; init; }

    /// <summary>Low bits that the payload drops, 0 to 31.</summary>
    public int OutputShift { get; init; }

    /// <summary>Width that the payload saturates at, two's complement, 2 to 32.</summary>
    public int PayloadBits { get; init; } = 32;

    /// <summary>How <see cref="OutputShift"/> rounds.</summary>
    public Rounding Rounding { get; init; } = Rounding.Nearest;

    /// <summary>
    /// How numbers that arrive in windows become events; <see cref="SpikeCode.Graded"/> where each tick is its own.
    /// </summary>
    public SpikeCode Code { get; init; }

    /// <summary>Ticks of a window.</summary>
    public int Window { get; init; } = 1;

    /// <summary>Whether what arrives in a bitwise code is two's complement.</summary>
    public bool SignedInput { get; init; }

    /// <summary>Width of the accumulator: 32 or 64.</summary>
    public int AccumulatorBits { get; init; } = 32;

    /// <summary>The micro-program, called <paramref name="name"/>.</summary>
    public MicroProgram Expand(string name)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("relay",
            ("output_shift", OutputShift.ToString(CultureInfo.InvariantCulture)),
            ("payload_bits", PayloadBits.ToString(CultureInfo.InvariantCulture)));
        if (Code != SpikeCode.Graded)
        {
            WindowCode window = new(code, Code, Window);
            Value sum = Output(code, window.Receive("in", "v", SignedInput, AccumulatorBits));
            code.Emit(code.Select(window.Last(), sum, 0));
            return code.Build();
        }
        code.Emit(Output(code, code.Accumulator("in", AccumulatorBits)));
        return code.Build();
    }

    private Value Output(MicroProgramBuilder code, Value x)
    {
        // Two 31-bit numbers add without leaving 32 bits.
        if (Bias) x = code.Add(code.Sat(x, 31), code.Param("bias"));
        if (OutputShift > 0) x = code.Shr(x, OutputShift, Rounding);
        return PayloadBits < 32 ? code.Sat(x, PayloadBits) : x;
    }
}
