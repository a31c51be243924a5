namespace Neuro.Ir.Crossbars;

/// <summary>What an ADC's codes span.</summary>
public enum AdcRange
{
    /// <summary>The largest current that the array can give, all rows driven.</summary>
    Full,

    /// <summary>The largest current seen on calibration data.</summary>
    Calibrated,

    /// <summary>A percentile of the magnitudes of the currents seen on calibration data.</summary>
    Percentile,
}
