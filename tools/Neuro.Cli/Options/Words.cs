using System.Text.Json;

namespace Neuro.Cli.Options;

/// <summary>Members of enumerations as people write them on a command line: <c>ToValue</c> is <c>to-value</c>.</summary>
internal static class Words
{
    /// <summary>The words of <typeparamref name="T"/>, in the order of its members.</summary>
    public static string[] Of<T>() where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <summary>The word of a member.</summary>
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The member that <paramref name="word"/> means; null for null and for no
    /// word of <typeparamref name="T"/>.</summary>
    public static T? Parse<T>(string? word) where T : struct, Enum =>
        Array.IndexOf(Of<T>(), word) is >= 0 and int index ? Enum.GetValues<T>()[index] : null;
}
