namespace Neuro.Emulator.Crossbars;

/// <summary>
/// What currents of a few random reads, by <see cref="NodalSolver"/>, differ from those of the linear read, relative to the
/// largest of them.
/// </summary>
/// <param name="RootMeanSquare">Of the channels of all reads.</param>
/// <param name="Largest">Of the channels of all reads.</param>
public sealed record LinearisationError(double RootMeanSquare, double Largest);
