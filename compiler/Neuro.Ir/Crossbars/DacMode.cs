namespace Neuro.Ir.Crossbars;

/// <summary>How an input value reaches its row.</summary>
public enum DacMode
{
    /// <summary>As one voltage (or pulse width) of the DAC's levels.</summary>
    Parallel,

    /// <summary>As one digit of the DAC's bits after the other, each read apart; the sums are shifted and added
    /// digitally.</summary>
    BitSerial,
}
