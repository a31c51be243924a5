namespace Neuro.Compiler.Reports;

/// <summary>Traffic from one core to another.</summary>
/// <param name="From">The core of the sources.</param>
/// <param name="To">The core of the targets.</param>
/// <param name="Amount">In the mapping's unit of traffic.</param>
public sealed record TrafficReport(int From, int To, double Amount);
