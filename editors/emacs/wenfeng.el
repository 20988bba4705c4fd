;;; wenfeng.el --- Check the tone of official micro-blog posts -*- lexical-binding: t; -*-

;; Two ways, of which one is enough:
;;
;;   (require 'wenfeng)
;;   (wenfeng-eglot-setup)                        ; language server: checks, quick fixes, explanations
;;   (add-hook 'text-mode-hook #'eglot-ensure)    ; text-mode and everything derived from it
;;
;;   (require 'wenfeng)
;;   (add-hook 'text-mode-hook #'wenfeng-flymake-setup)   ; Flymake alone: checks
;;
;; Needs Emacs 28 or newer; Eglot is part of Emacs 29 and a package before.

;;; Code:

(require 'flymake)

(defgroup wenfeng nil
  "Check the tone of official micro-blog posts."
  :group 'text)

(defcustom wenfeng-program "wenfeng"
  "The program, with its path if it is not on the PATH."
  :type 'string)

(defvar eglot-server-programs)

(defun wenfeng-eglot-setup ()
  "Let Eglot speak to wenfeng in text and Markdown buffers."
  (with-eval-after-load 'eglot
    (add-to-list 'eglot-server-programs
                 (list '(text-mode markdown-mode) wenfeng-program "lsp"))))

(defvar-local wenfeng--process nil
  "The check that runs for this buffer.")

(defconst wenfeng--line
  "^.*?:\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\|info\\)\\[\\([^]]+\\)\\] \\(.*\\)$"
  "A finding: line, column in characters, severity, rule, message.")

(defun wenfeng--diagnostics (source)
  "What the current buffer, the output of a check, says about SOURCE."
  (goto-char (point-min))
  (let (found)
    (while (re-search-forward wenfeng--line nil t)
      (let* ((line (string-to-number (match-string 1)))
             (column (string-to-number (match-string 2)))
             (type (pcase (match-string 3) ("error" :error) ("warning" :warning) (_ :note)))
             (text (format "%s [%s]" (match-string 5) (match-string 4)))
             (place (with-current-buffer source
                      (save-excursion
                        (save-restriction
                          (widen)
                          (goto-char (point-min))
                          (forward-line (1- line))
                          (let ((start (min (+ (point) (1- column)) (line-end-position))))
                            (cons start (min (1+ start) (point-max)))))))))
        (push (flymake-make-diagnostic source (car place) (cdr place) type text) found)))
    (nreverse found)))

(defun wenfeng-flymake (report &rest _)
  "A Flymake backend: check the current buffer and hand what is found to REPORT."
  (unless (executable-find wenfeng-program)
    (error "Cannot find %s" wenfeng-program))
  (when (process-live-p wenfeng--process)
    (kill-process wenfeng--process))
  (let ((source (current-buffer))
        (name (or buffer-file-name "draft.txt"))
        (coding-system-for-write 'utf-8-unix)
        (coding-system-for-read 'utf-8-unix))
    (setq wenfeng--process
          (make-process
           :name "wenfeng-flymake" :noquery t :connection-type 'pipe
           :buffer (generate-new-buffer " *wenfeng*") :stderr (get-buffer-create " *wenfeng stderr*")
           :command (list wenfeng-program "check" "--format" "concise" "--color" "never"
                          "--encoding" "utf-8" "--stdin-filename" name "-")
           :sentinel
           (lambda (process _event)
             (when (memq (process-status process) '(exit signal))
               (unwind-protect
                   (when (and (buffer-live-p source)
                              (eq process (buffer-local-value 'wenfeng--process source)))
                     (with-current-buffer (process-buffer process)
                       (funcall report (wenfeng--diagnostics source))))
                 (kill-buffer (process-buffer process)))))))
    (save-restriction
      (widen)
      (process-send-region wenfeng--process (point-min) (point-max))
      (process-send-eof wenfeng--process))))

;;;###autoload
(defun wenfeng-flymake-setup ()
  "Check this buffer with wenfeng through Flymake."
  (interactive)
  (add-hook 'flymake-diagnostic-functions #'wenfeng-flymake nil t)
  (flymake-mode 1))

(provide 'wenfeng)
;;; wenfeng.el ends here
