using Neuro.Ir.Crossbars;

namespace Neuro.Cli.Crossbars;

/// <summary>What one kind of operation costs.</summary>
/// <param name="Operation">Its name: "adc_conversion".</param>
/// <param name="Count">How many a sample takes.</param>
/// <param name="Units">How many units do it side by side: converters, rows, cells, neurons, arrays.</param>
/// <param name="Cost">The published figures for one.</param>
internal sealed record CostLine(string Operation, double Count, long Units, OperationCost Cost)
{
    /// <summary>Joules a sample.</summary>
    public double Energy => Count * Cost.Energy;

    /// <summary>Seconds a sample, with all units at work.</summary>
    public double Latency => Units == 0 ? 0 : Count / Units * Cost.Latency;

    /// <summary>Square metres of all units.</summary>
    public double Area => Units * Cost.Area;
}
