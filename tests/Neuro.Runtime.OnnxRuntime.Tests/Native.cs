namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>The native library, without which nothing can be run.</summary>
internal static class Native
{
    /// <summary>Skips the running test where there is none.</summary>
    public static void Require() => Assert.SkipUnless(OnnxRuntimeLibrary.Missing is null, OnnxRuntimeLibrary.Missing ?? "");
}
