namespace Neuro.Cli.Devices;

/// <summary>One curve of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Colour">Number of its colour; curves of one colour belong together.</param>
/// <param name="Main">Whether it is the one to look at, not one of several examples.</param>
/// <param name="X">Abscissae, rising.</param>
/// <param name="Y">Ordinates.</param>
internal sealed record DeviceCurve(string Name, int Colour, bool Main, double[] X, double[] Y);
