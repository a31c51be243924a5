namespace Neuro.Emulator.Selection;

/// <summary>Whether this machine may have a GPU, found out without loading any driver.</summary>
public static class GpuPresence
{
    // Device files of NVIDIA's driver, AMD's, WSL's and Mali's; all others draw through DRI.
    private static readonly string[] Files = ["/dev/nvidiactl", "/dev/kfd", "/dev/dxg", "/dev/mali0"];

    /// <summary>False where the system's kernel shows no device of a GPU's driver; true where it does, or cannot be
    /// asked.</summary>
    public static bool IsLikely() =>
        !OperatingSystem.IsLinux() || Files.Any(File.Exists)
        || (Directory.Exists("/dev/dri") && Directory.EnumerateFiles("/dev/dri", "renderD*").Any());
}
