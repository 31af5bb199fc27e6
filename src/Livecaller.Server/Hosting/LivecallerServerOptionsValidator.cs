using Microsoft.Extensions.Configuration;

namespace Livecaller.Server.Hosting;

// Checks the attributes of the options; the code is generated at build time.
[OptionsValidator]
internal sealed partial class LivecallerServerOptionsValidator : IValidateOptions<LivecallerServerOptions>;

/// <summary>The section of the configuration that the options are bound to.</summary>
internal sealed class LivecallerConfiguration(IConfigurationSection section) : IValidateOptions<LivecallerServerOptions>
{
    public void Bind(LivecallerServerOptions options)
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // A value cannot be converted. The message names the setting.
            throw new LivecallerStartupException(e.Message.ReplaceLineEndings(" "), e);
        }

        RealtimeOptions.ReadSeconds(section, options.Realtime);
    }

    public ValidateOptionsResult Validate(string? name, LivecallerServerOptions options)
    {
        List<string> faults = [.. KnownSettings.Faults(section)];
        if (!string.IsNullOrEmpty(section.Value)) faults.Add($"{section.Path} must be a section, not a value.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
