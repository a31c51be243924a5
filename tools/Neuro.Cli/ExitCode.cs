namespace Neuro.Cli;

/// <summary>What the process returns; scripts rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A model, program or data file is wrong, or does not fit.</summary>
    public const int InputError = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Outputs differ from the recorded ones.</summary>
    public const int Mismatch = 3;

    /// <summary>The backend or device asked for is not on this machine, or failed.</summary>
    public const int NoSuchDevice = 4;

    /// <summary>A defect of this program.</summary>
    public const int InternalError = 70;

    /// <summary>Stopped by Ctrl-C or SIGTERM: the shells' own 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
