namespace Neuro.Emulator.Crossbars;

/// <summary>What lines hold while one cell of an array without selectors is written.</summary>
public enum WriteScheme
{
    /// <summary>V on the cell's row, 0 on its column, V/2 on all others: half-selected cells see V/2, the rest nothing.</summary>
    HalfVoltage,

    /// <summary>V on the cell's row, 0 on its column, V/3 on other rows and 2V/3 on other columns: all other cells see
    /// V/3.</summary>
    ThirdVoltage,

    /// <summary>V on the cell's row, 0 on its column, the others float: current sneaks through three cells in series.</summary>
    Floating,
}
