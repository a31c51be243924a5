namespace Neuro.Cli.Devices;

/// <summary>A chart of one property of a device.</summary>
/// <param name="Key">What --curve calls it.</param>
/// <param name="Title">Its heading.</param>
/// <param name="XLabel">What is on the abscissa, with its unit.</param>
/// <param name="YLabel">What is on the ordinate, with its unit.</param>
/// <param name="LogarithmicX">Whether the abscissa is logarithmic.</param>
/// <param name="Curves">The curves.</param>
internal sealed record DeviceChart(
    string Key, string Title, string XLabel, string YLabel, bool LogarithmicX, IReadOnlyList<DeviceCurve> Curves);
