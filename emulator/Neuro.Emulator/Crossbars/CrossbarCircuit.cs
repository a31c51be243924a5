namespace Neuro.Emulator.Crossbars;

/// <summary>
/// The circuit of one crossbar. Row i's driver feeds the left end of word line i through the driver's resistance and one wire
/// segment; column j's sink takes the bottom end of bit line j through one wire segment and the sink's resistance; one segment
/// lies between neighbouring cells. Wires of resistance 0 are single nodes, cells of conductance 0 are absent.
/// </summary>
public sealed record CrossbarCircuit
{
    /// <summary>Word lines.</summary>
    public required int Rows { get; init; }

    /// <summary>Bit lines.</summary>
    public required int Columns { get; init; }

    /// <summary>[rows, columns]: conductances of the cells at small voltages, in siemens, 0 or more.</summary>
    public required double[] Conductance { get; init; }

    /// <summary>Ohms of a word line's segment.</summary>
    public double RWordLine { get; init; }

    /// <summary>Ohms of a bit line's segment.</summary>
    public double RBitLine { get; init; }

    /// <summary>Ohms of a row's driver.</summary>
    public double RDriver { get; init; }

    /// <summary>Ohms of a column's sink.</summary>
    public double RSink { get; init; }

    /// <summary>V₀ of a cell's current G·V₀·sinh(V/V₀), in volts; 0 for ohmic cells.</summary>
    public double SinhVoltage { get; init; }

    /// <summary>Whether voltages at the cells are those of the drivers and sinks.</summary>
    public bool HasIdealWires => RWordLine == 0 && RBitLine == 0 && RDriver == 0 && RSink == 0;

    /// <summary>The current of a cell at a voltage, in amperes.</summary>
    public double Current(int cell, double voltage) => SinhVoltage == 0
        ? Conductance[cell] * voltage
        : Conductance[cell] * SinhVoltage * Math.Sinh(voltage / SinhVoltage);
}
